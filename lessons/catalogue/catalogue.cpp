#include "catalogue/catalogue.hpp"

#include "catalogue/installed.hpp"
#include "catalogue/load.hpp"
#include "catalogue/nearest.hpp"

#include <algorithm>
#include <system_error>
#include <tuple>

namespace lesson {

Catalogue catalogue(std::filesystem::path const& folder) {
    Catalogue result;
    std::error_code error;
    std::filesystem::directory_iterator entries(folder, error);
    if (error)
        throw LessonError("cannot read the lessons in " + folder.string() + ": " + error.message() +
                          "; set AWAITSCOPE_LESSONS to the folder that holds them");
    for (auto const& entry : entries) {
        std::filesystem::path const& path = entry.path();
        if (!std::filesystem::exists(path / "lesson.toml", error) &&
            !std::filesystem::exists(path / "program.py", error))
            continue;
        try {
            result.lessons.push_back(load(path));
        } catch (LessonError const& problem) {
            result.broken.push_back({path, problem.what()});
        }
    }
    auto const place = [](Lesson const& each) { return std::tie(each.chapter, each.order, each.id); };
    std::sort(result.lessons.begin(), result.lessons.end(),
              [&](Lesson const& a, Lesson const& b) { return place(a) < place(b); });
    std::sort(result.broken.begin(), result.broken.end(),
              [](BrokenLesson const& a, BrokenLesson const& b) { return a.folder < b.folder; });
    return result;
}

Lesson const& find(Catalogue const& catalogue, std::string_view id) {
    std::vector<std::string> ids;
    for (Lesson const& each : catalogue.lessons) {
        if (each.id == id) return each;
        ids.push_back(each.id);
    }
    for (BrokenLesson const& each : catalogue.broken)
        if (each.folder.filename() == id) throw LessonError(each.problem);
    std::string const meant = nearest(id, ids);
    throw LessonError(
        "unknown lesson " + std::string(id) +
        (meant.empty() ? "; the lessons are: " + listed(ids) : "; did you mean " + meant + "?"));
}

std::filesystem::path lessons_folder() {
    return installed("AWAITSCOPE_LESSONS", "lessons", AWAITSCOPE_LESSONS_FOLDER);
}

} // namespace lesson
