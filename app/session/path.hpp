// The lessons as they are gone through: all of them, or one way through.
#pragma once
#include "session/session.hpp"

#include <string>
#include <vector>

namespace session {

// In their order on the way that is chosen (Look::way); all of them without one.
std::vector<lesson::Lesson const*> path_of(Session const& session);

// What one predicted wrongly in a chapter, by what was answered up to now.
struct ChapterBelief {
    lesson::Lesson const* lesson = nullptr; // the one to try again
    std::string belief; // what one predicted as if: "`await` always gives the loop a turn."
};
std::vector<ChapterBelief> beliefs_of_chapter(Session const& session, int chapter);

// Whether no lesson of its chapter comes after this one.
bool ends_chapter(Session const& session, lesson::Lesson const& lesson);

} // namespace session
