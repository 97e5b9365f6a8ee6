#include "commands/lesson.hpp"

#include "catalogue/catalogue.hpp"
#include "commands/parts.hpp"
#include "session/agreeing.hpp"
#include "session/branches/branches.hpp"
#include "session/keeping.hpp"
#include "session/making/making.hpp"
#include "session/path.hpp"

#include <algorithm>
#include <utility>

namespace session {

namespace {

// Where one was in it; one that was gone through begins again.
void go_to_lesson(Session& session, lesson::Lesson const& lesson) {
    resume_lesson(session, lesson);
    recall_branches(session);
    if (session.is_over()) move_to(session, 0);
}

// Null: there is none.
std::pair<lesson::Lesson const*, lesson::Goal const*> goal_asked(Session const& session, std::size_t index) {
    if (session.making) return {session.making->lesson, session.making->goal};
    if (!session.lesson || index >= session.lesson->goals.size()) return {};
    return {session.lesson->entry, session.lesson->goals[index].goal};
}

} // namespace

void command::OpenLesson::run(Session& session) const {
    go_to_lesson(session, lesson::find(*session.catalogue, id));
    session.look.overlay = Overlay::none;
}
void command::OpenNeighbour::run(Session& session) const {
    auto const lessons = path_of(session);
    auto const here = std::find(lessons.begin(), lessons.end(), session.lesson_entry());
    lesson::Lesson const* neighbour = lessons.front();
    if (here != lessons.end()) {
        if (next ? here + 1 == lessons.end() : here == lessons.begin())
            return say(session, next ? "This is the last lesson." : "This is the first lesson.");
        neighbour = next ? *(here + 1) : *(here - 1);
    }
    go_to_lesson(session, *neighbour);
}
void command::TakeWay::run(Session& session) const {
    session.look.way = way;
    session.look.palette_row = 0;
}
void command::AgreeToRun::run(Session& session) {
    session.look.overlay = Overlay::none;
    if (session.unrecorded) return agree(session);
    begin_making(session, *std::exchange(session.proposed, {}));
}
void command::OpenFile::run(Session& session) const {
    if (openable(path) == Openable::program && session.makes) {
        Making making;
        making.file = std::filesystem::absolute(path).lexically_normal();
        return propose(session, std::move(making));
    }
    if (openable(path) == Openable::program)
        session.messages.push_back({Tone::note, how_to_record(path), 60});
    else
        open_path(session, path);
    session.look.overlay = Overlay::none;
}
void command::SetKnob::run(Session& session) const {
    if (!session.lesson) return say(session, "A recorded file has no knobs.");
    turn_knobs_below(session, lesson::with(*session.lesson->entry, session.lesson->knobs, name, value));
}
void command::ResetKnobs::run(Session& session) {
    turn_knobs_below(session, lesson::defaults(*session.lesson->entry));
}
void command::Predict::run(Session& session) const {
    auto const due = question_due(session);
    std::erase_if(session.messages,
                  [](Message const& each) { return each.tone == Tone::note; }); // it asked for this
    if (due)
        session.lesson->predictions[*due].chosen = choice;
    else if (session.lesson->predictions[*question_shown(session)].seen)
        say(session,
            "The answer was seen already. \"Forget the predictions\" (Ctrl+P) begins the lesson anew.");
}
void command::SkipQuestion::run(Session& session) {
    session.lesson->predictions[*question_due(session)].skipped = true;
}
bool command::AskHint::may(Session const& session) const {
    auto const [lesson, which] = goal_asked(session, goal);
    return which != nullptr && goal_kept(session, *lesson, *which).hints < which->hints.size();
}
void command::AskHint::run(Session& session) const {
    auto const [lesson, which] = goal_asked(session, goal);
    ask_hint(session, *lesson, *which);
}
void command::ForgetPredictions::run(Session& session) {
    walk_branch(session, 0);
    session.lesson->branches.reset();
    show_belief(session, {});
    show_whole_run(session, false);
    move_to(session, 0);
    session.look.voting = false;
    for (std::size_t i = 0; i < session.lesson->predictions.size(); ++i)
        session.votes.erase(vote_key(session, i));
    session.lesson->predictions.assign(session.lesson->narration.questions.size(), {});
    session.kept.progress.lessons.erase(session.lesson->entry->id);
}
void command::ForgetAll::run(Session& session) {
    if (session.lesson) walk_branch(session, 0);
    if (session.lesson) session.lesson->branches.reset();
    forget_all(session);
    say(session, "The answers of all lessons are forgotten.");
}
void command::ShowBelief::run(Session& session) const { show_belief(session, model); }

std::vector<NamedCommand> lesson_commands() {
    namespace cmd = command;
    using K = KeyName;
    return {
        {"lessons",
         "Lessons",
         "The list of lessons.",
         Group::lesson,
         {plain('L')},
         cmd::ShowOverlay{Overlay::lessons},
         shows<Overlay::lessons>},
        {"lesson.next",
         "Next lesson",
         "Opens the lesson after this one.",
         Group::lesson,
         {ctrl(K::page_down)},
         cmd::OpenNeighbour{true}},
        {"lesson.previous",
         "Lesson before",
         "Opens the lesson before this one.",
         Group::lesson,
         {ctrl(K::page_up)},
         cmd::OpenNeighbour{false}},
        {"knobs",
         "Knobs",
         "What if? Changes the program and runs it again.",
         Group::lesson,
         {plain('K')},
         cmd::ShowOverlay{Overlay::knobs},
         shows<Overlay::knobs>},
        {"knobs.reset",
         "Knobs as they were",
         "Runs the lesson as it is written.",
         Group::lesson,
         {shift(letter('K'))},
         cmd::ResetKnobs{}},
        {"predict.a", "Predict A", "The first choice.", Group::lesson, {shift(letter('A'))}, cmd::Predict{0}},
        {"predict.b",
         "Predict B",
         "The second choice.",
         Group::lesson,
         {shift(letter('B'))},
         cmd::Predict{1}},
        {"predict.c", "Predict C", "The third choice.", Group::lesson, {shift(letter('C'))}, cmd::Predict{2}},
        {"predict.d",
         "Predict D",
         "The fourth choice.",
         Group::lesson,
         {shift(letter('D'))},
         cmd::Predict{3}},
        {"skip",
         "Skip the question",
         "The run goes on without a prediction.",
         Group::lesson,
         {plain('N')},
         cmd::SkipQuestion{}},
        {"forget",
         "Forget the predictions",
         "Begins the lesson anew, for the next one who sits down.",
         Group::lesson,
         {},
         cmd::ForgetPredictions{}},
        {"forget.all",
         "Forget the answers of all lessons",
         "And where one was in them, and what is done.",
         Group::lesson,
         {},
         cmd::ForgetAll{}},
        {"lesson.real",
         "The same on the real packages",
         "Runs the lesson's program with the installed server or framework, and opens what was recorded.",
         Group::lesson,
         {},
         cmd::OpenReal{}},
        {"belief.none",
         "Hide the run beside",
         "That of a belief, a branch, or the one before a knob was turned, goes away.",
         Group::lesson,
         {},
         cmd::ShowBelief{}},
        {"comparison",
         "Comparison with CPython",
         "How this run and real CPython's agree.",
         Group::lesson,
         {plain('C')},
         cmd::ShowOverlay{Overlay::comparison},
         shows<Overlay::comparison>}};
}

} // namespace session
