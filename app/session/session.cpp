#include "session/session.hpp"

#include "catalogue/references.hpp"
#include "catalogue/scenarios.hpp"
#include "session/miniature.hpp"
#include "session/scenario_text.hpp"
#include "trace/reader.hpp"

#include <utility>

namespace session {
namespace {

CPythonCheck check(lesson::Lesson const& lesson, lesson::Knobs const& knobs, lesson::Program const& program,
                   trace::Log const& log) {
    CPythonCheck result;
    auto reference = lesson::reference(lesson, knobs, program);
    if (!reference) return result;
    result.version = reference->header().version;
    result.comparison = replay::compare(log, *reference);
    result.agreement = result.comparison.agree ? Agreement::agree : Agreement::differ;
    result.reference = std::make_shared<trace::Log const>(std::move(*reference));
    return result;
}

trace::Log recorded(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                    lesson::Program const& program) {
    if (lesson::scenario_of(lesson.id) != nullptr) return run_miniature(lesson, knobs).log;
    if (auto reference = lesson::reference(lesson, knobs, program)) return std::move(*reference);
    throw EngineError("The lesson " + lesson.id + " runs on CPython only: record it with `awaitscope run " +
                      lesson.id + " --engine cpython -o " + lesson.id + ".awt`, and open that file.");
}

void close_lesson(Session& session) {
    session.lesson = nullptr;
    session.knobs = {};
    session.program = {};
    session.text.clear();
    session.scenario.clear();
    session.scenario_lines.clear();
    session.narration = {};
    session.answers.clear();
    session.check = {};
}

} // namespace

Session new_session(std::shared_ptr<lesson::Catalogue const> catalogue) {
    Session session;
    session.catalogue = std::move(catalogue);
    return session;
}

void open_run(Session& session, std::shared_ptr<Run const> run) {
    close_lesson(session);
    session.player.reset(); // before its log may go
    session.run = std::move(run);
    session.player.emplace(session.log());
    session.position = 0;
    session.selected = {};
    session.breakpoints.clear();
    session.playing = false;
    session.pending = 0;
    session.measured.reset();
    session.timeline = {.axis = session.timeline.axis, .zoom = 0, .left = 0, .scroll = 0, .followed = {}};
}

void open_lesson(Session& session, lesson::Lesson const& lesson, lesson::Knobs const& knobs) {
    // All that can fail comes first, so that a failure leaves open what was open.
    lesson::Program program = lesson::variant(lesson, knobs);
    auto run = make_run(recorded(lesson, knobs, program));
    Narration narration = narrate(lesson, knobs, program, *run->log);
    auto text = lesson::parse_text(lesson.text);
    ScenarioText scenario = scenario_text(lesson.folder / "scenario.cpp");

    auto const breakpoints = session.lesson == &lesson ? session.breakpoints : std::vector<replay::Place>{};
    open_run(session, std::move(run));
    session.breakpoints = breakpoints;
    session.lesson = &lesson;
    session.knobs = knobs;
    session.check = check(lesson, knobs, program, session.log());
    session.program = std::move(program);
    session.text = std::move(text);
    session.scenario = std::move(scenario.text);
    session.scenario_lines = std::move(scenario.lines);
    if (session.scenario.empty()) session.source_tab = SourceTab::python;
    session.answers.assign(narration.questions.size(), {});
    session.narration = std::move(narration);
}

void open_file(Session& session, std::filesystem::path const& path) {
    trace::Reading reading = trace::load(path);
    std::string const damage = reading.problem;
    open_run(session, make_run(std::move(reading.log), path, damage));
    if (!damage.empty()) session.messages.push_back({Tone::warning, damage, 12});
}

std::optional<std::size_t> question_due(Session const& session) {
    auto const& questions = session.narration.questions;
    for (std::size_t i = questions.size(); i-- > 0;)
        if (questions[i].position <= session.position && !session.answers[i].chosen &&
            !session.answers[i].revealed)
            return i;
    return std::nullopt;
}

std::optional<std::size_t> question_shown(Session const& session) {
    auto const& questions = session.narration.questions;
    for (std::size_t i = questions.size(); i-- > 0;)
        if (questions[i].position <= session.position) return i;
    return std::nullopt;
}

} // namespace session
