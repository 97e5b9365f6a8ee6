// What the conformance tests share: blocks that CPython enters by `async with`, and how something ends, in
// words.
#pragma once
#include "aio/aio.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <exception>
#include <source_location>
#include <string>
#include <utility>
#include <vector>

// async with TaskGroup() as group: await body(group)
template <typename Body>
aio::Coro<> in_group(Body const& body) {
    aio::TaskGroup group;
    std::exception_ptr error;
    try {
        co_await body(group);
    } catch (...) {
        error = std::current_exception();
    }
    co_await group.exit(error);
}

// async with limit: await body()
template <typename Body>
aio::Coro<> within(aio::Timeout& limit, Body const& body) {
    std::exception_ptr error;
    try {
        co_await body();
    } catch (...) {
        error = std::current_exception();
    }
    limit.exit(error);
}

// "ValueError", "ExceptionGroup(KeyError ValueError)": the types, of a group in alphabetical order.
inline std::string shape(std::exception_ptr const& error) {
    auto const list = [](char const* name, std::vector<std::exception_ptr> const& exceptions) {
        std::vector<std::string> names;
        for (auto const& each : exceptions) names.push_back(shape(each));
        std::sort(names.begin(), names.end());
        std::string text = std::string(name) + "(";
        for (auto const& each : names) text += (text.back() == '(' ? "" : " ") + each;
        return text + ")";
    };
    try {
        std::rethrow_exception(error);
    } catch (aio::ExceptionGroup const& group) {
        return list(group.type_name(), group.exceptions());
    } catch (aio::BaseExceptionGroup const& group) {
        return list(group.type_name(), group.exceptions());
    } catch (aio::BaseException const& other) {
        return other.type_name();
    }
}

// How what is awaited ends: "None", or the types of what it raises.
template <typename Awaitable>
aio::Coro<std::string> outcome(Awaitable awaitable) {
    std::exception_ptr error;
    try {
        co_await awaitable;
    } catch (...) {
        error = std::current_exception();
    }
    co_return error ? shape(error) : "None";
}

// Awaits and checks how it ends. Catch's own macros would evaluate an await twice.
template <typename Awaitable>
aio::Coro<> expect(Awaitable awaitable, char const* wanted,
                   std::source_location where = std::source_location::current()) {
    std::string const ended = co_await outcome(std::move(awaitable));
    INFO("awaited in line " << where.line());
    CHECK(ended == wanted);
}
