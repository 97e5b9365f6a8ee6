#include "replay/index.hpp"
#include "replay/names.hpp"
#include "replay/player.hpp"
#include "support/catch.hpp"
#include "support/traces.hpp"

using namespace replay;
using trace::ObjectId;
using trace::ObjectType;

TEST_CASE("an index knows where each object came from") {
    auto const log = recorded("gather-order");
    Index const index(log);
    ObjectId const t3(ObjectType::task, 3);
    CHECK(index.size() == log.size());
    CHECK(index.task_count() == 4);
    CHECK(index.task(t3).name == "Task-3");
    CHECK(index.task(t3).coroutine == ObjectId(ObjectType::coroutine, 3));
    CHECK(index.created(t3) == position_of(log, "task.create", "t3"));
    CHECK(index.ended(t3) == position_of(log, "task.done", "t3"));
    CHECK(index.coroutine(ObjectId(ObjectType::coroutine, 3)).task == t3);
    CHECK(index.future(ObjectId(ObjectType::future, 3)).words == "sleep(1)");
    CHECK(index.future(ObjectId(ObjectType::future, 3)).awaited_by == t3);
    CHECK(index.handle(ObjectId(ObjectType::handle, 6)).due == position_of(log, "handle.due", "h6"));
    CHECK(index.prints().size() == 4);
    CHECK(index.turns().size() == 13);
    CHECK(index.created(ObjectId(ObjectType::task, 9)) == 0);
    CHECK(index.task(ObjectId{}).name.empty());
}

TEST_CASE("an index knows what runs at each position") {
    auto const log = recorded("gather-order");
    Index const index(log);
    ObjectId const t3(ObjectType::task, 3);
    auto const printed = position_of(log, "print", "t3");
    CHECK(index.task_at(printed) == t3);
    CHECK(index.handle_at(printed) == ObjectId(ObjectType::handle, 8));
    CHECK(index.turn_at(printed) == 4);
    auto const done = position_of(log, "task.done", "t3");
    CHECK(index.task_at(done) == t3);
    CHECK(index.task_at(done + 1) == ObjectId{});
    CHECK(index.handle_at(done + 1) == ObjectId(ObjectType::handle, 8));
    auto const end = position_of(log, "handle.end", "h8");
    CHECK(index.handle_at(end) == ObjectId(ObjectType::handle, 8));
    CHECK(index.handle_at(end + 1) == ObjectId{});
    CHECK(index.task_at(1) == ObjectId{});
    CHECK(index.turn_at(1) == 0);
}

TEST_CASE("an index that grows with its log is the one made at the end") {
    auto const whole = recorded("taskgroup-siblings");
    trace::Log growing;
    Index index(growing);
    for (trace::Step step = 0; step < whole.size(); ++step) {
        auto event = whole[step];
        if (trace::value_is_text(event.kind)) event.value = growing.intern(whole.text(event));
        growing.append(event);
        if (step % 7 == 0) index.extend();
    }
    index.extend();
    Index const fresh(growing);
    CHECK(index.size() == fresh.size());
    CHECK(index.turns() == fresh.turns());
    CHECK(index.prints() == fresh.prints());
    for (Position p = 0; p <= growing.size(); ++p) {
        CHECK(index.task_at(p) == fresh.task_at(p));
        CHECK(index.handle_at(p) == fresh.handle_at(p));
    }
    for (std::uint32_t n = 1; n <= 3; ++n)
        CHECK(index.ended(ObjectId(ObjectType::task, n)) == fresh.ended(ObjectId(ObjectType::task, n)));
}

TEST_CASE("a task that is called something else later has that name everywhere") {
    trace::Log log;
    ObjectId const task(ObjectType::task, 1);
    log.append(0, trace::Kind::task_create, task, {}, log.intern("Task-1"), 0, 0);
    log.append(1, trace::Kind::label, task, {}, log.intern("GET /items"), 0, 0);
    Index const index(log);
    CHECK(display_name(index, task) == "GET /items");
    CHECK(state_at(log, 1).tasks[0].name == "Task-1");
    CHECK(state_at(log, 2).tasks[0].name == "GET /items");
}
