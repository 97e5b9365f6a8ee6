#include "aio/python/dict.hpp"
#include "aio/python/bytes.hpp"
#include "aio/python/errors.hpp"
#include "support/catch.hpp"

using namespace aio;

TEST_CASE("a dict reads as in Python") {
    CHECK(repr(Dict{}) == "{}");
    CHECK(repr(Dict{{"b", 1}, {"a", "it's"}}) == R"({'b': 1, 'a': "it's"})");
    CHECK(repr(Dict{{"none", None()}, {"asgi", Dict{{"v", Bytes("3")}}}}) ==
          "{'none': None, 'asgi': {'v': b'3'}}");
    CHECK(repr(Dict{{"a", 1}, {"b", 2}, {"a", 3}}) == "{'a': 3, 'b': 2}");
    CHECK(Object(Dict{}).type_name() == "dict");
}

TEST_CASE("a dict is asked by key") {
    Dict const dict{{"a", 1}, {"none", None()}};
    CHECK(*dict["a"].as<int>() == 1);
    CHECK_THROWS_AS(dict["b"], KeyError);
    CHECK(dict.contains("none"));
    CHECK_FALSE(dict.contains("b"));
    CHECK(dict.get("a", 2).str() == "1");
    CHECK(dict.get("none", 2).is_none());
    CHECK(dict.get("b", 2).str() == "2");
    CHECK(dict.get("b").is_none());
    CHECK(dict.size() == 2);
}

TEST_CASE("a key that is set again keeps its place in a dict") {
    Dict const dict{{"a", 1}, {"b", 2}};
    dict.set("a", "new");
    dict.set("c", 3);
    CHECK(repr(dict) == "{'a': 'new', 'b': 2, 'c': 3}");
}

TEST_CASE("who holds a dict holds the same one until it is copied") {
    Dict const dict{{"a", 1}};
    Dict const same = dict;
    Object const held = dict;
    Dict const other = dict.copy();
    dict.set("b", 2);
    CHECK(repr(same) == "{'a': 1, 'b': 2}");
    CHECK(held.repr() == "{'a': 1, 'b': 2}");
    CHECK(repr(other) == "{'a': 1}");
}
