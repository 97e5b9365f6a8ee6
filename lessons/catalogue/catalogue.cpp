#include "catalogue/catalogue.hpp"

#include "catalogue/installed.hpp"
#include "catalogue/load.hpp"
#include "catalogue/nearest.hpp"

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <system_error>
#include <tuple>
#include <utility>

namespace lesson {
namespace {

void put_in_order(Catalogue& all) {
    auto const place = [](Lesson const& each) { return std::tie(each.chapter, each.order, each.id); };
    std::sort(all.lessons.begin(), all.lessons.end(),
              [&](Lesson const& a, Lesson const& b) { return place(a) < place(b); });
    std::sort(all.broken.begin(), all.broken.end(),
              [](BrokenLesson const& a, BrokenLesson const& b) { return a.folder < b.folder; });
}

} // namespace

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
    put_in_order(result);
    try {
        result.path = read_path(folder / "path.toml");
    } catch (LessonError const& problem) {
        result.broken.push_back({folder / "path.toml", problem.what()});
    }
    return result;
}

void add(Catalogue& all, Catalogue more) {
    for (Lesson& each : more.lessons) {
        auto const taken = std::find_if(all.lessons.begin(), all.lessons.end(),
                                        [&](Lesson const& other) { return other.id == each.id; });
        if (taken == all.lessons.end())
            all.lessons.push_back(std::move(each));
        else
            all.broken.push_back({each.folder, each.folder.string() + ": the id `" + each.id +
                                                   "` is that of the lesson in " + taken->folder.string() +
                                                   "; give the folder another name, and `id` with it"});
    }
    for (BrokenLesson& each : more.broken) all.broken.push_back(std::move(each));
    put_in_order(all);
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

std::vector<std::filesystem::path> more_lessons_folders() {
    char const* const value = std::getenv("AWAITSCOPE_MORE_LESSONS");
    std::vector<std::filesystem::path> folders;
    std::istringstream named(value ? value : "");
    for (std::string each; std::getline(named, each, ':');)
        if (!each.empty()) folders.emplace_back(each);
    return folders;
}

} // namespace lesson
