#include "session/agreeing.hpp"

#include "catalogue/program.hpp"
#include "session/keeping.hpp"
#include "session/real.hpp"
#include "session/turning.hpp"

#include <algorithm>
#include <utility>

namespace session {

NotRecorded::NotRecorded(lesson::Lesson const& which, lesson::Knobs with)
    : EngineError("The lesson " + which.id + " runs on CPython only, and what it does with " +
                  lesson::label(with) + " is not recorded; awaitscope lessons record " +
                  which.folder.string() + " records its samples."),
      of{&which, std::move(with), {}} {}

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

namespace {

std::string running_words(lesson::Lesson const& lesson) {
    return "Python runs " + lesson.id + ". Esc stops it.";
}

void forget_message(Session& session, std::string const& text) {
    std::erase_if(session.messages, [&](Message const& each) { return each.text == text; });
}

// Where one was in it; a knob that was turned leaves *now* at the same moment.
void open_awaited(Session& session, Unrecorded const& of, trace::Log log) {
    lesson::Lesson const& lesson = *of.lesson;
    if (session.lesson && session.lesson->entry == &lesson)
        return turn_knobs(session, of.knobs, std::move(log));
    auto const kept = session.kept.progress.lessons.find(lesson.id);
    auto const position = kept == session.kept.progress.lessons.end() ? 0 : kept->second.position;
    open_lesson(session, lesson, of.knobs, std::move(log));
    recall_answers(session);
    move_to(session, static_cast<replay::Position>(position));
}

} // namespace

void await_run(Session& session, Unrecorded of, lesson::Lesson const& program, bool real) {
    auto running = session.on_cpython(program, of.knobs);
    session.awaited = Awaited{std::move(of), real, std::move(running)};
    auto const words = running_words(*session.awaited->of.lesson);
    forget_message(session, words);
    constexpr double long_enough = 3600;
    session.messages.push_back({Tone::note, words, long_enough});
}

void ask_or_run(Session& session, NotRecorded const& missing) {
    if (!session.on_cpython) {
        session.messages.push_back({Tone::error, missing.what()});
    } else if (has_agreed(session, *missing.of.lesson)) {
        await_run(session, missing.of, *missing.of.lesson, false);
    } else {
        session.unrecorded = missing.of;
        session.look.overlay = Overlay::agreement;
    }
}

void agree(Session& session) {
    auto const asked = *std::exchange(session.unrecorded, {});
    session.kept.progress.lessons[asked.lesson->id].agreed = runnable_content(*asked.lesson);
    await_run(session, asked, *asked.lesson, false);
}

void look_after_run(Session& session) {
    std::optional<trace::Log> log;
    try {
        log = session.awaited->running();
    } catch (EngineError const&) {
        call_off_run(session);
        throw;
    }
    if (!log) return;
    auto const awaited = std::move(*session.awaited);
    call_off_run(session);
    if (awaited.real) return open_real_run(session, std::move(*log));
    open_awaited(session, awaited.of, std::move(*log));
    if (awaited.of.catalogue)
        session.catalogue = awaited.of.catalogue; // the lesson before stood in the other
}

void call_off_run(Session& session) {
    if (session.awaited) forget_message(session, running_words(*session.awaited->of.lesson));
    session.awaited.reset();
}

} // namespace session
