#include "trace/event.hpp"
#include "support/catch.hpp"

#include <set>
#include <string>
#include <unordered_set>

using namespace trace;

TEST_CASE("an id is written as a letter and a number and read back") {
    for (char const letter : std::string("lhctfgsqxip")) {
        for (std::uint32_t const number : {1U, 9U, 10U, 134217727U}) {
            ObjectId const id(static_cast<ObjectType>(letter), number);
            CHECK(to_string(id) == letter + std::to_string(number));
            CHECK(parse_object_id(to_string(id)) == id);
            CHECK(id.number() == number);
            CHECK(id.type() == static_cast<ObjectType>(letter));
        }
    }
}

TEST_CASE("no id is written as the empty text") {
    CHECK(to_string(ObjectId{}).empty());
    CHECK(parse_object_id("") == ObjectId{});
    CHECK_FALSE(ObjectId{});
    CHECK(ObjectId{}.type() == ObjectType::none);
}

TEST_CASE("what is no id is refused") {
    for (auto const* text : {"t", "t0", "t-1", "t+1", "t1 ", " t1", "t1x", "z1", "T1", "1", "t134217728",
                             "t99999999999", "t 1", "tt1", "t1.0"})
        CHECK_FALSE(parse_object_id(text));
}

TEST_CASE("ids of one type are ordered by number") {
    CHECK(ObjectId(ObjectType::task, 2) < ObjectId(ObjectType::task, 10));
    CHECK(ObjectId(ObjectType::task, 1) != ObjectId(ObjectType::future, 1));
}

TEST_CASE("hashes tell ids of all types apart") {
    std::unordered_set<std::size_t> hashes;
    for (char const letter : std::string("lhctfgsqxip"))
        for (std::uint32_t number = 1; number <= 100; ++number)
            hashes.insert(std::hash<ObjectId>{}(ObjectId(static_cast<ObjectType>(letter), number)));
    CHECK(hashes.size() == 1100);
}

TEST_CASE("an event takes at most 32 bytes") { CHECK(sizeof(Event) <= 32); }
