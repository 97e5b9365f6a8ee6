#include "session/agreeing.hpp"

#include "catalogue/program.hpp"

#include <utility>

namespace session {

NotRecorded::NotRecorded(lesson::Lesson const& which, lesson::Knobs with)
    : EngineError("The lesson " + which.id + " runs on CPython only, and what it does with " +
                  lesson::label(with) + " is not recorded; awaitscope lessons record " +
                  which.folder.string() + " records its samples."),
      lesson(&which), knobs(std::move(with)) {}

std::string runnable_content(lesson::Lesson const& lesson) {
    std::string content = lesson.program;
    auto const add = [&](std::vector<lesson::Replacement> const& replacements) {
        for (auto const& each : replacements) content += "\n> " + each.from + "\n< " + each.to;
    };
    for (lesson::Knob const& knob : lesson.knobs) {
        add(knob.replace);
        for (auto const& choice : knob.choices) add(choice.replace);
    }
    return content;
}

bool has_agreed(Session const& session, lesson::Lesson const& lesson) {
    auto const kept = session.kept.progress.lessons.find(lesson.id);
    return kept != session.kept.progress.lessons.end() && kept->second.agreed == runnable_content(lesson);
}

trace::Log run_here(Session const& session, lesson::Lesson const& lesson, lesson::Knobs const& knobs) {
    if (!session.on_cpython || !has_agreed(session, lesson)) throw NotRecorded(lesson, knobs);
    return session.on_cpython(lesson, knobs);
}

void agree(Session& session) {
    auto const asked = *std::exchange(session.unrecorded, {});
    session.kept.progress.lessons[asked.lesson->id].agreed = runnable_content(*asked.lesson);
    open_lesson(session, *asked.lesson, asked.knobs);
}

} // namespace session
