#include "session/command.hpp"

#include "catalogue/moment.hpp"
#include "catalogue/nearest.hpp"
#include "session/palette.hpp"
#include "theme/theme.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <iterator>
#include <utility>

namespace session {
namespace {

using replay::Position;
using replay::Unit;

void say(Session& session, std::string text, Tone tone = Tone::note) {
    // Saying the same again only makes it stay.
    std::erase_if(session.messages, [&](Message const& message) { return message.text == text; });
    session.messages.push_back({tone, std::move(text)});
    if (session.messages.size() > 4) session.messages.erase(session.messages.begin());
}

replay::Target target(Session const& session) {
    trace::ObjectId object = session.look.selected;
    if (!object) object = session.state().current_task;
    return {object, session.playback.breakpoints,
            session.lesson ? session.lesson->moments : std::vector<Position>{}};
}

// Where every unit stops, so that nobody steps past it: where a question is asked that waits for a
// prediction, and where a prediction meets its verdict.
std::vector<Position> question_stops(Session const& session) {
    std::vector<Position> stops;
    if (!session.lesson) return stops;
    auto const& questions = session.lesson->narration.questions;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        Prediction const& prediction = session.lesson->predictions[i];
        if (!prediction.given()) stops.push_back(questions[i].asked);
        if (prediction.chosen) stops.push_back(questions[i].decided);
    }
    std::sort(stops.begin(), stops.end());
    return stops;
}
std::optional<Position> question_after(Session const& session, Position from) {
    auto const stops = question_stops(session);
    auto const found = std::upper_bound(stops.begin(), stops.end(), from);
    return found == stops.end() ? std::nullopt : std::optional(*found);
}
Position question_before(Session const& session, Position from) {
    auto const stops = question_stops(session);
    auto const found = std::lower_bound(stops.begin(), stops.end(), from);
    return found == stops.begin() ? 0 : *std::prev(found);
}

// "Predict first: A to C, or S to skip."
std::string ask_first(Session const& session, std::size_t question) {
    auto const count = session.lesson->narration.questions[question].question.choices.size();
    return std::string("Predict first: choose A to ") + static_cast<char>('A' + count - 1) +
           " beside the program, or press N to go on without.";
}

// Why a step by this unit can lead nowhere; empty if it can.
std::string missing(Session const& session, Unit unit) {
    if (unit == Unit::moment && !session.lesson)
        return "A recording has no moments of a lesson: choose another unit, the keys 1 to 8.";
    if (unit == Unit::breakpoint && session.playback.breakpoints.empty())
        return "There is no breakpoint yet: click beside a line of the source, or press B.";
    if ((unit == Unit::in_object || unit == Unit::wake) && !target(session).object)
        return "Select a task first: click its lane, or press Down.";
    return {};
}

// Where a step leads. After the last stop comes the end of the run, so that it can always be reached.
std::optional<Position> stop_after(Session const& session, Unit unit) {
    auto const stop = replay::next(session.run().index, session.playback.position, unit, target(session));
    if (stop) return stop;
    bool const to_end = unit != Unit::breakpoint && session.playback.position < session.run().size();
    return to_end ? std::optional(session.run().size()) : std::nullopt;
}

void step(Session& session, bool forward, Unit unit) {
    if (std::string why = missing(session, unit); !why.empty()) return say(session, std::move(why));
    if (!forward) {
        auto const stop =
            replay::previous(session.run().index, session.playback.position, unit, target(session));
        if (stop) move_to(session, std::max(*stop, question_before(session, session.playback.position)));
        return;
    }
    if (auto const due = question_due(session)) return say(session, ask_first(session, *due));
    auto const stop = stop_after(session, unit);
    if (!stop) return say(session, "No breakpoint is reached after this moment.");
    move_to(session, std::min(*stop, question_after(session, session.playback.position).value_or(*stop)));
}

// ---- one function a command; they are called only where it may be used

void run(Session& session, command::Step const& it) {
    session.playback.playing = false;
    step(session, it.forward, it.unit.value_or(session.playback.unit));
}
void run(Session& session, command::Seek const& it) { move_to(session, it.position); }
void run(Session& session, command::SeekStart) { move_to(session, 0); }
void run(Session& session, command::SeekEnd) { move_to(session, session.run().size()); }
void run(Session& session, command::RunToLine const& it) {
    replay::Target const line{{}, {it.place}};
    auto stop = replay::next(session.run().index, session.playback.position, Unit::breakpoint, line);
    if (!stop) stop = replay::next(session.run().index, 0, Unit::breakpoint, line);
    if (!stop) return say(session, "Line " + std::to_string(it.place.line) + " does not run.");
    move_to(session, *stop);
}
void run(Session& session, command::SeekMoment const& it) {
    auto const position = session.lesson ? lesson::find(it.moment, session.log(), session.lesson->program)
                                         : lesson::find(it.moment, session.log());
    if (position)
        move_to(session, *position);
    else
        say(session, "This run has no such moment: " + to_string(it.moment) + ".");
}
void run(Session& session, command::SetUnit const& it) { session.playback.unit = it.unit; }
void run(Session& session, command::TogglePlay) {
    session.playback.playing = !session.playback.playing;
    session.playback.pending = 0;
    if (auto const due = question_due(session); due && session.playback.playing) {
        session.playback.playing = false;
        return say(session, ask_first(session, *due));
    }
    if (session.playback.playing && session.playback.position == session.run().size()) move_to(session, 0);
}
void run(Session& session, command::SetSpeed const& it) {
    session.playback.speed = std::clamp(it.steps_a_second, 0.25, 64.0);
}

void run(Session& session, command::Select const& it) { session.look.selected = it.object; }
void run(Session& session, command::SelectLane const& it) {
    // Lanes that nobody has seen yet cannot be chosen.
    std::vector<trace::ObjectId> lanes;
    for (replay::Lane const& lane : session.known().timeline.lanes)
        if (lane.created <= session.shown()) lanes.push_back(lane.id);
    if (lanes.empty()) return;
    auto const chosen = std::find(lanes.begin(), lanes.end(), session.look.selected);
    if (chosen == lanes.end())
        session.look.selected = it.down ? lanes.front() : lanes.back();
    else if (it.down && chosen + 1 != lanes.end())
        session.look.selected = *(chosen + 1);
    else if (!it.down && chosen != lanes.begin())
        session.look.selected = *(chosen - 1);
}
void run(Session& session, command::ToggleBreakpoint const& it) {
    replay::Place const place = it.place.value_or(session.state().at);
    if (!place) return say(session, "No line runs here yet: step to one first.");
    auto const found =
        std::find(session.playback.breakpoints.begin(), session.playback.breakpoints.end(), place);
    if (found == session.playback.breakpoints.end())
        session.playback.breakpoints.push_back(place);
    else
        session.playback.breakpoints.erase(found);
}

void set_axis(Session& session, Axis axis) {
    if (session.look.timeline.axis == axis) return;
    session.look.timeline.axis = axis; // zoom and place of one axis mean nothing on the other
    session.look.timeline.zoom = 0;
    session.look.timeline.left = 0;
    session.look.measured.reset();
}
void run(Session& session, command::SetAxis const& it) { set_axis(session, it.axis); }
void run(Session& session, command::ToggleAxis) {
    set_axis(session, session.look.timeline.axis == Axis::step ? Axis::clock : Axis::step);
}
void run(Session& session, command::Fit) {
    session.look.timeline.zoom = 0;
    session.look.timeline.left = 0;
}
void run(Session& session, command::Zoom const& it) {
    TimelineSeen const& seen = session.seen;
    if (!(it.factor > 0) || !(seen.scale > 0)) return;
    double const right = seen.view.left + seen.width / seen.scale;
    bool const now_seen = seen.now >= seen.view.left && seen.now <= right;
    double const anchor = now_seen ? seen.now : (seen.view.left + right) / 2;
    session.look.timeline.zoom = seen.scale * it.factor;
    session.look.timeline.left = anchor - (anchor - seen.view.left) / it.factor;
}
void run(Session& session, command::Pan const& it) {
    TimelineSeen const& seen = session.seen;
    if (!(seen.scale > 0)) return;
    session.look.timeline.zoom = seen.scale;
    session.look.timeline.left = seen.view.left + it.by * seen.width / seen.scale;
}
void run(Session& session, command::SetTimeline const& it) { session.look.timeline = it.view; }
void run(Session& session, command::Measure const& it) { session.look.measured = it.measured; }
void run(Session& session, command::ToggleFollowNow) { session.look.follow_now = !session.look.follow_now; }
void run(Session& session, command::ToggleWholeRun) { show_whole_run(session, !session.look.whole_run); }

void run(Session& session, command::OpenLesson const& it) {
    lesson::Lesson const& lesson = lesson::find(*session.catalogue, it.id);
    open_lesson(session, lesson, lesson::defaults(lesson));
    session.look.overlay = Overlay::none;
}
void run(Session& session, command::OpenNeighbour const& it) {
    auto const& lessons = session.catalogue->lessons;
    auto const here = std::find_if(lessons.begin(), lessons.end(), [&](lesson::Lesson const& lesson) {
        return &lesson == session.lesson_entry();
    });
    lesson::Lesson const* next = &lessons.front();
    if (here != lessons.end()) {
        if (it.next ? here + 1 == lessons.end() : here == lessons.begin())
            return say(session, it.next ? "This is the last lesson." : "This is the first lesson.");
        next = it.next ? &*(here + 1) : &*(here - 1);
    }
    open_lesson(session, *next, lesson::defaults(*next));
}
void run(Session& session, command::OpenFile const& it) {
    open_file(session, it.path);
    session.look.overlay = Overlay::none;
}
void reopen(Session& session, lesson::Knobs const& knobs) {
    if (knobs == session.lesson->knobs) return;
    open_lesson(session, *session.lesson->entry, knobs);
}
void run(Session& session, command::SetKnob const& it) {
    if (!session.lesson) return say(session, "A recorded file has no knobs.");
    reopen(session, lesson::with(*session.lesson->entry, session.lesson->knobs, it.name, it.value));
}
void run(Session& session, command::ResetKnobs) { reopen(session, lesson::defaults(*session.lesson->entry)); }
void run(Session& session, command::Predict const& it) {
    session.lesson->predictions[*question_due(session)].chosen = it.choice;
}
void run(Session& session, command::SkipQuestion) {
    session.lesson->predictions[*question_due(session)].skipped = true;
}
void run(Session& session, command::ShowBelief const& it) { show_belief(session, it.model); }
void run(Session& session, command::ForgetPredictions) {
    show_belief(session, {});
    show_whole_run(session, false);
    move_to(session, 0);
    session.lesson->predictions.assign(session.lesson->narration.questions.size(), {});
}

void run(Session& session, command::SetTheme const& it) {
    if (theme::find(it.name) == nullptr)
        return say(session,
                   "There is no theme " + it.name + "; there are: " + lesson::listed(theme::names()) + ".",
                   Tone::error);
    session.look.theme = it.name;
}
void run(Session& session, command::NextTheme) {
    // The presenter's theme is a mode of its own.
    std::vector<std::string> names = theme::names();
    std::erase(names, theme::presenter().name);
    auto const here = std::find(names.begin(), names.end(), session.look.theme);
    session.look.theme = here == names.end() || here + 1 == names.end() ? names.front() : *(here + 1);
}
void run(Session& session, command::TogglePresenter) {
    session.look.presenter = !session.look.presenter;
    session.look.fullscreen = session.look.presenter;
}
void run(Session& session, command::ToggleFullscreen) { session.look.fullscreen = !session.look.fullscreen; }
void run(Session& session, command::SetSourceTab const& it) { session.look.source_tab = it.tab; }
void run(Session& session, command::ToggleSourceTab) {
    session.look.source_tab =
        session.look.source_tab == SourceTab::python ? SourceTab::cpp : SourceTab::python;
}
void run(Session& session, command::ToggleLevel) {
    session.look.level = session.look.level == Level::simple ? Level::exact : Level::simple;
}
void run(Session& session, command::SetSplits const& it) { session.look.splits = it.splits; }
void run(Session& session, command::ShowPanel const& it) {
    std::erase(session.look.front, it.panel);
    session.look.front.insert(session.look.front.begin(), it.panel);
}
void run(Session& session, command::ShowOverlay const& it) {
    session.look.overlay = session.look.overlay == it.overlay ? Overlay::none : it.overlay;
    session.look.palette_query.clear();
    session.look.palette_row = 0;
}
void run(Session& session, command::PaletteQuery const& it) {
    session.look.palette_query = it.text;
    session.look.palette_row = 0;
}
void run(Session& session, command::PaletteMove const& it) {
    auto const rows = static_cast<std::ptrdiff_t>(palette_rows(session).size());
    if (rows == 0) return;
    auto const row = static_cast<std::ptrdiff_t>(session.look.palette_row) + it.rows;
    session.look.palette_row = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(row, 0, rows - 1));
}
void run(Session& session, command::PaletteTake const& it) {
    std::vector<PaletteRow> const rows = palette_rows(session);
    std::size_t const row = it.row.value_or(session.look.palette_row);
    if (row >= rows.size() || !rows[row].enabled) return;
    session.look.overlay = Overlay::none;
    session.look.palette_query.clear();
    session.look.palette_row = 0;
    apply(session, rows[row].command);
}
void run(Session& session, command::DismissMessage const& it) {
    if (it.index < session.messages.size())
        session.messages.erase(session.messages.begin() + static_cast<std::ptrdiff_t>(it.index));
}
void run(Session& session, command::Escape) {
    if (session.look.overlay != Overlay::none)
        session.look.overlay = Overlay::none;
    else if (!session.messages.empty())
        session.messages.pop_back();
    else if (session.playback.playing)
        session.playback.playing = false;
    else if (session.look.measured)
        session.look.measured.reset();
    else if (session.look.selected)
        session.look.selected = {};
    else if (session.look.presenter)
        run(session, command::TogglePresenter{});
}
void run(Session& session, command::Quit) { session.quit = true; }

// Fades messages; true if one of them will still go.
bool fade(Session& session, double seconds) {
    bool fading = false;
    for (Message& message : session.messages) {
        if (message.tone == Tone::error) continue;
        message.left -= seconds;
        fading = true;
    }
    std::erase_if(session.messages,
                  [](Message const& message) { return message.tone != Tone::error && message.left <= 0; });
    return fading;
}

// One step of playing; false where it stops: at the end, at a question, at a breakpoint.
bool play_on(Session& session) {
    if (question_due(session)) return false;
    if (!missing(session, session.playback.unit).empty()) return false;
    auto stop = stop_after(session, session.playback.unit);
    if (!stop) return false;
    bool more = *stop < session.run().size();
    if (!session.playback.breakpoints.empty()) {
        auto const there = replay::next(session.run().index, session.playback.position, Unit::breakpoint,
                                        {{}, session.playback.breakpoints});
        if (there && *there <= *stop) {
            stop = there;
            more = false;
        }
    }
    if (auto const question = question_after(session, session.playback.position);
        question && *question <= *stop) {
        stop = question;
        more = false;
    }
    move_to(session, *stop);
    return more;
}

} // namespace

bool may(Session const& session, Command const& command) {
    return std::visit([&](auto const& it) { return it.may(session); }, command);
}

void apply(Session& session, Command const& command) {
    try {
        std::visit(
            [&](auto const& it) {
                if (it.may(session)) run(session, it);
            },
            command);
    } catch (std::exception const& error) {
        say(session, error.what(), Tone::error);
    }
}

bool tick(Session& session, double seconds) {
    bool const fading = fade(session, seconds);
    if (!session.playback.playing || !session.is_open()) return fading;
    session.playback.pending += seconds;
    while (session.playback.playing && session.playback.pending * session.playback.speed >= 1) {
        session.playback.pending -= 1 / session.playback.speed;
        session.playback.playing = play_on(session);
    }
    return fading || session.playback.playing;
}

} // namespace session
