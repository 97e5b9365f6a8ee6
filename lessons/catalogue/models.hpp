// The wrong models of asyncio that people hold, by name; DESIGN's "Model" runs a program under one of them.
#pragma once
#include <span>
#include <string_view>

namespace lesson {

struct WrongModel {
    std::string_view name;   // "calling-runs-it"
    std::string_view belief; // what a person who holds it would say
};

std::span<WrongModel const> wrong_models();
WrongModel const* wrong_model(std::string_view name); // nullptr if there is none of that name

} // namespace lesson
