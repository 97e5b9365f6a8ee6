// A lecture: the stops of a class's hour, each a lesson with its knobs, a moment, what the stage shows, and a
// note for the teacher.
#pragma once
#include "catalogue/catalogue.hpp"
#include "catalogue/knobs.hpp"
#include "catalogue/lecture_text.hpp"
#include "replay/position.hpp"
#include "session/miniature.hpp"
#include "session/stage.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace session {

struct Stop {
    lesson::Lesson const* lesson = nullptr; // in the catalogue; never null
    lesson::Knobs knobs;
    replay::Position position = 0;
    std::optional<Panel> panel; // the third of the stage; none: as it was
    bool alone = false;         // it fills the stage
    std::string note;
    Conditions branch; // of one that stands below; none: of nothing
};

struct Lecture {
    std::string title;
    std::vector<Stop> stops; // never empty
    std::size_t at = 0;      // the stop one came to last
};

struct ReadLecture {
    Lecture lecture;                              // only without mistakes
    std::vector<lesson::LectureMistake> mistakes; // by line
};

// Runs every stop's variant: whoever stands before a class must not meet a mistake there.
ReadLecture read_lecture(std::string const& text, std::shared_ptr<lesson::Catalogue const> const& catalogue);

} // namespace session
