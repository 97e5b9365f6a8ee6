// The words of a line of Python, enough to see which names it speaks of.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace replay {

struct PythonWord {
    enum class Sort { name, mark };
    Sort sort = Sort::name;
    std::string text; // a name or keyword; or "." "(" "[" "=" "+=" ..., what stands in strings left out
};

// A text's lines as words. Strings of several lines are left out, what stands in the braces of an f-string is
// not. `lambda` and comprehensions are words like others.
std::vector<std::vector<PythonWord>> python_words(std::string_view program);

} // namespace replay
