#include "session/path.hpp"

#include "catalogue/catalogue.hpp"
#include "knowledge/models.hpp"

#include <algorithm>

namespace session {

std::vector<lesson::Lesson const*> path_of(Session const& session) {
    std::vector<lesson::Lesson const*> all;
    auto const& lessons = session.catalogue->lessons;
    if (auto const* const way = lesson::way_named(session.catalogue->path, session.look.way))
        for (std::string const& id : way->lessons) {
            auto const found = std::find_if(lessons.begin(), lessons.end(),
                                            [&](lesson::Lesson const& each) { return each.id == id; });
            if (found != lessons.end()) all.push_back(&*found);
        }
    if (all.empty())
        for (lesson::Lesson const& each : lessons) all.push_back(&each);
    return all;
}

std::vector<ChapterBelief> beliefs_of_chapter(Session const& session, int chapter) {
    std::vector<ChapterBelief> beliefs;
    for (lesson::Lesson const& each : session.catalogue->lessons) {
        auto const kept = session.kept.progress.lessons.find(each.id);
        if (each.chapter != chapter || kept == session.kept.progress.lessons.end()) continue;
        for (kept::Answer const& answer : kept->second.answers) {
            if (answer.right.value_or(true)) continue;
            auto const* const model = lesson::wrong_model(answer.belief);
            std::string belief(model ? model->belief : answer.choice);
            bool const known = std::any_of(beliefs.begin(), beliefs.end(), [&](ChapterBelief const& other) {
                return other.lesson == &each && other.belief == belief;
            });
            if (!known) beliefs.push_back({&each, std::move(belief)});
        }
    }
    return beliefs;
}

bool ends_chapter(Session const& session, lesson::Lesson const& lesson) {
    auto const& lessons = session.catalogue->lessons;
    return std::none_of(lessons.begin(), lessons.end(), [&](lesson::Lesson const& each) {
        return each.chapter == lesson.chapter && each.order > lesson.order;
    });
}

} // namespace session
