// asyncio's own terms, each said in one sentence: shown where one rests on the word, in every text of a
// lesson.
#pragma once
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace lesson {

struct Term {
    std::string_view forms; // "task|tasks": as it stands in texts, the name first
    std::string_view means; // one or two sentences

    std::string_view name() const { return forms.substr(0, forms.find('|')); }
};

std::span<Term const> glossary(); // by name

struct FoundTerm {
    std::size_t begin = 0, end = 0; // bytes of the text
    Term const* term = nullptr;
};

// Whole words, the longest form where several begin; in the order of the text. A capital letter at the
// beginning counts for a small one.
std::vector<FoundTerm> terms_in(std::string_view text);

} // namespace lesson
