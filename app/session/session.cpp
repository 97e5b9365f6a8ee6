#include "session/session.hpp"

#include "catalogue/references.hpp"
#include "catalogue/scenarios.hpp"
#include "knowledge/models.hpp"
#include "session/agreeing.hpp"
#include "session/keeping.hpp"
#include "session/miniature.hpp"
#include "session/scenario_text.hpp"
#include "trace/reader.hpp"

#include <algorithm>
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
    auto const version = aio::parse_python_version(result.version);
    if (!result.comparison.agree && version && aio::is_followed(*version) && lesson::scenario_of(lesson.id)) {
        aio::ProgramOptions as_it_does; // what is shown may follow another version
        as_it_does.rules = aio::rules_of(*version);
        result.comparison =
            replay::compare(run_miniature(lesson, knobs, std::move(as_it_does)).log, *reference);
    }
    result.agreement = result.comparison.agree ? Agreement::agree : Agreement::differ;
    result.reference = std::make_shared<trace::Log const>(std::move(*reference));
    return result;
}

trace::Log run_of(lesson::Lesson const& lesson, lesson::Knobs const& knobs, lesson::Program const& program) {
    if (lesson::scenario_of(lesson.id) != nullptr) return run_miniature(lesson, knobs).log;
    if (auto reference = lesson::reference(lesson, knobs, program)) return std::move(*reference);
    throw NotRecorded(lesson, knobs);
}

Beside belief_beside(Run const& truth, std::shared_ptr<Run const> run, std::string const& model) {
    auto const* const wrong = lesson::wrong_model(model);
    return beside_of(truth, std::move(run), Relation::belief, wrong ? std::string(wrong->belief) : "", model);
}

// Who predicted wrongly sees the belief run where the verdict comes.
void follow_predictions(Session& session) {
    auto& open = *session.lesson;
    auto const& questions = open.narration.questions;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        Prediction& prediction = open.predictions[i];
        if (!prediction.chosen || prediction.followed || questions[i].decided > session.playback.position)
            continue;
        prediction.followed = true;
        auto const& choice = questions[i].question.choices[*prediction.chosen];
        if (choice.right || choice.model.empty()) continue;
        if (auto const& run = open.beliefs.under(choice.model))
            session.beside = belief_beside(session.run(), run, choice.model);
    }
}

void keep_beside(Session& session) {
    if (auto& beside = session.beside)
        beside->known = known_at(beside->run, position_beside(*beside, session.run(), session.shown()));
}

// What is known of the run, and which questions can no longer be predicted since their answer was shown.
void keep_known(Session& session) {
    session.playback.known = known_at(session.runs.front(), session.shown());
    if (!session.lesson) return keep_beside(session);
    auto const& questions = session.lesson->narration.questions;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        Prediction& prediction = session.lesson->predictions[i];
        if (questions[i].decided <= session.shown() && !prediction.given()) prediction.seen = true;
    }
    follow_predictions(session);
    keep_beside(session);
}

} // namespace

Session new_session(std::shared_ptr<lesson::Catalogue const> catalogue) {
    Session session;
    session.catalogue = std::move(catalogue);
    return session;
}

void open_run(Session& session, std::shared_ptr<Run const> run) {
    Playback fresh;
    fresh.unit = session.playback.unit;
    fresh.speed = session.playback.speed;
    fresh.player.emplace(*run->log);
    session.playback = std::move(fresh); // before the log of the last one may go
    session.runs = {std::move(run)};
    call_off_run(session);
    session.finding.reset();
    session.lesson.reset();
    session.live.reset();
    session.making.reset();
    session.proposed.reset();
    session.beside.reset();
    keep_known(session);
    session.look.selected = {};
    session.look.measured.reset();
    session.look.stage.ink.clear();
    session.look.voting = false;
    session.look.timeline = {
        .axis = session.look.timeline.axis, .zoom = 0, .left = 0, .scroll = 0, .followed = {}};
}

void open_lesson(Session& session, lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                 std::optional<trace::Log> recorded) {
    // All that can fail comes first, so that a failure leaves open what was open.
    OpenLesson opened;
    opened.entry = &lesson;
    opened.knobs = knobs;
    opened.program = lesson::variant(lesson, knobs);
    auto run = make_run(recorded ? std::move(*recorded) : run_of(lesson, knobs, opened.program));
    opened.beliefs = Beliefs(lesson, knobs);
    opened.narration = narrate(lesson, knobs, opened.program, *run, opened.beliefs);
    opened.moments = moments(opened.narration);
    opened.predictions.assign(opened.narration.questions.size(), {});
    opened.goals = placed_goals(lesson, opened.program, *run);
    opened.text = lesson::parse_text(lesson.text);
    ScenarioText scenario = scenario_text(lesson.folder / "scenario.cpp");
    opened.scenario = std::move(scenario.text);
    opened.scenario_lines = std::move(scenario.lines);
    opened.check = check(lesson, knobs, opened.program, *run->log);

    bool const again = session.lesson && session.lesson->entry == &lesson;
    if (!session.lesson) session.playback.unit = lesson_unit(session);
    auto breakpoints = again ? session.playback.breakpoints : std::vector<replay::Place>{};
    open_run(session, std::move(run));
    session.playback.breakpoints = std::move(breakpoints);
    session.lesson = std::move(opened);
    keep_known(session);
    if (!session.has_scenario()) session.look.source_tab = SourceTab::python;
}

void open_file(Session& session, std::filesystem::path const& path) {
    trace::Reading reading = trace::load(path);
    std::string const damage = reading.problem;
    open_run(session, make_run(std::move(reading.log), path, damage));
    kept::add(session.kept.recent, std::filesystem::absolute(path).lexically_normal().string());
    if (session.playback.unit == replay::Unit::moment) session.playback.unit = replay::Unit::switch_;
    if (!damage.empty()) session.messages.push_back({Tone::warning, damage, 12});
}

void move_to(Session& session, replay::Position position) {
    if (position != session.playback.position) session.look.stage.ink.clear();
    session.playback.position = std::min(position, session.run().size());
    session.playback.player->seek(session.playback.position);
    keep_known(session);
}

void show_whole_run(Session& session, bool whole) {
    session.look.whole_run = whole;
    if (session.is_open()) keep_known(session);
}

void show_belief(Session& session, std::string const& model) {
    session.beside.reset();
    if (model.empty()) return;
    auto& open = *session.lesson;
    auto const& run = open.beliefs.under(model);
    if (!run)
        throw EngineError("The lesson " + open.entry->id + " cannot be run as if " + model + " were true.");
    session.beside = belief_beside(session.run(), run, model);
    keep_beside(session);
}

void show_beside(Session& session, std::shared_ptr<Run const> run, Relation relation, std::string says) {
    session.beside = beside_of(session.run(), std::move(run), relation, std::move(says));
    keep_beside(session);
}

void look_at(Session& session, std::shared_ptr<Run const> run, replay::Position position) {
    auto& playback = session.playback;
    session.beside.reset(); // it was compared with the run before
    playback.player.emplace(*run->log);
    session.runs = {std::move(run)};
    playback.playing = false;
    playback.behind.clear();
    playback.ahead.clear();
    session.look.measured.reset();
    move_to(session, position);
    if (session.state().task(session.look.selected) == nullptr &&
        session.state().future(session.look.selected) == nullptr)
        session.look.selected = {};
}

Beside const* beside_shown(Session const& session) {
    if (!session.beside) return nullptr;
    if (!session.lesson) return &*session.beside;
    auto const& questions = session.lesson->narration.questions;
    bool const open = std::any_of(questions.begin(), questions.end(), [&](PlacedQuestion const& placed) {
        return placed.asked <= session.shown() && session.shown() < placed.decided;
    });
    return open ? nullptr : &*session.beside;
}

void keep_seen(Session& session, TimelineSeen const& seen) {
    session.seen = seen;
    session.look.timeline = seen.view;
}

CPythonCheck const& check_of(Session const& session) {
    static CPythonCheck const unknown;
    return session.lesson ? session.lesson->check : unknown;
}

std::optional<std::size_t> question_due(Session const& session) {
    if (!session.lesson) return std::nullopt;
    auto const& questions = session.lesson->narration.questions;
    for (std::size_t i = questions.size(); i-- > 0;)
        if (questions[i].asked <= session.playback.position && !is_decided(session, i) &&
            !session.lesson->predictions[i].given())
            return i;
    return std::nullopt;
}

std::optional<std::size_t> question_shown(Session const& session) {
    if (!session.lesson) return std::nullopt;
    auto const& questions = session.lesson->narration.questions;
    for (std::size_t i = questions.size(); i-- > 0;)
        if (questions[i].asked <= session.playback.position) return i;
    return std::nullopt;
}

bool is_decided(Session const& session, std::size_t question) {
    return session.lesson->narration.questions[question].decided <= session.playback.position;
}

bool is_reached(Session const& session, std::size_t goal) {
    auto const& reached = session.lesson->goals[goal].reached;
    return reached && *reached <= session.shown();
}

kept::Goal goal_kept(Session const& session, lesson::Lesson const& lesson, lesson::Goal const& goal) {
    auto const found = session.kept.progress.lessons.find(lesson.id);
    if (found != session.kept.progress.lessons.end())
        for (kept::Goal const& each : found->second.goals)
            if (each.goal == goal.text) return each;
    return {goal.text};
}

kept::Goal goal_kept(Session const& session, std::size_t goal) {
    return goal_kept(session, *session.lesson->entry, *session.lesson->goals[goal].goal);
}

bool voting(Session const& session) { return session.look.voting && question_shown(session); }

bool votes_now(Session const& session) {
    auto const shown = question_shown(session);
    return session.look.voting && shown && !is_decided(session, *shown) && vote_on(session, *shown);
}

std::string vote_key(Session const& session, std::size_t question) {
    return session.lesson->entry->id + " " + lesson::label(session.lesson->knobs) + " " +
           std::to_string(question);
}

Vote const* vote_on(Session const& session, std::size_t question) {
    auto const found = session.votes.find(vote_key(session, question));
    return found == session.votes.end() ? nullptr : &found->second;
}

std::optional<std::size_t> belief_of_class(Session const& session) {
    auto const shown = question_shown(session);
    if (!shown || !is_decided(session, *shown) || !session.has_scenario()) return std::nullopt;
    auto const* const vote = vote_on(session, *shown);
    if (!vote) return std::nullopt;
    auto const& choices = session.lesson->narration.questions[*shown].question.choices;
    std::vector<std::size_t> believed;
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (!choices[i].right && !choices[i].model.empty()) believed.push_back(i);
    return most_chosen(*vote, believed);
}

} // namespace session
