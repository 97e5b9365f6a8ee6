// What many learners said, from the answers that they handed in: for a teacher who wants to know what to
// speak of.
#pragma once
#include "kept/kept.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace kept {

struct QuestionResults {
    std::string lesson; // id
    std::string knobs;  // which variant was asked
    std::string question;
    std::map<std::string, std::size_t> choices; // words -> how many chose it
    std::map<std::string, std::size_t> beliefs; // behind wrong choices -> how many
    std::size_t right = 0;
    std::size_t wrong = 0;
    std::size_t skipped = 0;
    std::size_t seen = 0; // the answer was on the screen before anything was chosen

    std::size_t chosen() const { return right + wrong; }
    bool operator==(QuestionResults const&) const = default;
};

// By lesson, in the order of their ids; within one, what was answered wrongly most often comes first.
std::vector<QuestionResults> results(std::vector<Progress> const& learners);

// The same in lines to be read.
std::string results_text(std::vector<QuestionResults> const& results, std::size_t learners);

} // namespace kept
