// The path through the lessons: what comes of each chapter, and ways through them for who knows what they
// want.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace lesson {

struct ChapterWords {
    int number = 0;
    std::string after;      // "You can ...": what one can do after it
    std::vector<int> needs; // chapters it builds on
};

struct Way {
    std::string name;                 // "new"
    std::string title;                // "New to async"
    std::vector<std::string> lessons; // ids, in this order
};

struct Path {
    std::vector<ChapterWords> chapters;
    std::vector<Way> ways;
};

// An empty one if there is no such file. Throws LessonError, with file and line.
Path read_path(std::filesystem::path const& file);

ChapterWords const* chapter_words(Path const& path, int chapter); // null: nothing is said of it
Way const* way_named(Path const& path, std::string_view name);

} // namespace lesson
