// The questions of lessons on paper: one page for those who answer, one with the answers for who teaches.
#pragma once
#include "catalogue/catalogue.hpp"

#include <memory>
#include <string>
#include <vector>

namespace paper {

// Two HTML pages that need no other file. Each question stands where its first variant has it, with the
// program, what was printed by then, its choices and room to write; the answers with the timeline up to where
// the run decides.
struct Handout {
    std::string questions;
    std::string answers;
    std::size_t count = 0; // of questions
};

// Of these lessons, by id, or of all. Throws lesson::LessonError for an id that is not there,
// session::EngineError for a lesson that cannot be run here.
Handout handout(std::shared_ptr<lesson::Catalogue const> catalogue, std::vector<std::string> const& ids);

} // namespace paper
