#include "replay/role.hpp"

#include "support/catch.hpp"

using replay::Role;
using trace::ObjectId;
using trace::ObjectType;

TEST_CASE("a handle's role is read from its words and whom it serves") {
    ObjectId const task(ObjectType::task, 2);
    ObjectId const future(ObjectType::future, 1);
    CHECK(replay::role_of("step", task) == Role::step);
    CHECK(replay::role_of("wakeup", task) == Role::wakeup);
    CHECK(replay::role_of("set_result", future) == Role::set_result);
    CHECK(replay::role_of("gather", future) == Role::gather);
    CHECK(replay::role_of("stop", {}) == Role::stop);
    CHECK(replay::role_of("", {}) == Role::unnamed);
    CHECK(replay::role_of("on_done", future) == Role::other);
}

TEST_CASE("a program's own callback named step or wakeup is no step of a task") {
    CHECK(replay::role_of("step", {}) == Role::other);
    CHECK(replay::role_of("wakeup", ObjectId(ObjectType::future, 1)) == Role::other);
}
