// All lessons of a folder, in the order they are taught.
#pragma once
#include "catalogue/lesson.hpp"
#include "catalogue/path.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace lesson {

struct BrokenLesson {
    std::filesystem::path folder;
    std::string problem; // one sentence
};

struct Catalogue {
    std::vector<Lesson> lessons; // by chapter, then order, then id
    std::vector<BrokenLesson> broken;
    Path path; // of path.toml, if the folder has one
};

// Every folder in `folder` that holds a lesson.toml or a program.py is meant to be a lesson. One that is
// broken does not hide the others. Throws LessonError if `folder` cannot be read.
Catalogue catalogue(std::filesystem::path const& folder);

// Somebody else's lessons among these. One whose id is taken already is broken: it says so.
void add(Catalogue& all, Catalogue more);

// Throws LessonError for an id that is not there ("did you mean ...?") or whose folder is broken.
Lesson const& find(Catalogue const& catalogue, std::string_view id);

// $AWAITSCOPE_LESSONS, else ../share/awaitscope/lessons beside the executable, else the source tree it was
// built from.
std::filesystem::path lessons_folder();

// Folders of somebody else's lessons: $AWAITSCOPE_MORE_LESSONS, with : between.
std::vector<std::filesystem::path> more_lessons_folders();

} // namespace lesson
