#include "session/command.hpp"

#include "catalogue/moment.hpp"
#include "catalogue/nearest.hpp"
#include "session/palette.hpp"
#include "session/stepping.hpp"
#include "theme/theme.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
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

// Not a step: one may want to come back.
void jump_to(Session& session, Position position) {
    constexpr std::size_t most_places = 100;
    auto& behind = session.playback.behind;
    if (std::min(position, session.run().size()) != session.playback.position) {
        behind.push_back(session.playback.position);
        if (behind.size() > most_places) behind.erase(behind.begin());
        session.playback.ahead.clear();
    }
    move_to(session, position);
}

void step(Session& session, bool forward, Unit unit) {
    if (std::string why = no_step(session, unit); !why.empty()) return say(session, std::move(why));
    if (!forward) {
        if (auto const stop = stop_before(session, unit)) move_to(session, *stop);
        return;
    }
    if (std::string why = ask_first(session); !why.empty()) {
        // On the stage the class has voted by hand: the teacher's step passes the question.
        if (!session.look.presenter) return say(session, std::move(why));
        session.lesson->predictions[*question_due(session)].skipped = true;
    }
    auto const stop = stop_after(session, unit);
    if (!stop) return say(session, "No breakpoint is reached after this moment.");
    move_to(session, *stop);
}

// ---- one function a command; they are called only where it may be used

void run(Session& session, command::Step const& it) {
    session.playback.playing = false;
    step(session, it.forward, it.unit.value_or(session.playback.unit));
}
void run(Session& session, command::Seek const& it) {
    it.passing ? move_to(session, it.position) : jump_to(session, it.position);
}
void run(Session& session, command::SeekStart) { jump_to(session, 0); }
void run(Session& session, command::SeekEnd) { jump_to(session, session.run().size()); }
void run(Session& session, command::Travel const& it) {
    auto& from = it.back ? session.playback.behind : session.playback.ahead;
    auto& to = it.back ? session.playback.ahead : session.playback.behind;
    Position const place = from.back();
    from.pop_back();
    to.push_back(session.playback.position);
    move_to(session, place);
}
void run(Session& session, command::RunToLine const& it) {
    replay::Target const line{{}, {it.place}};
    auto stop = replay::next(session.run().index, session.playback.position, Unit::breakpoint, line);
    if (!stop) stop = replay::next(session.run().index, 0, Unit::breakpoint, line);
    if (!stop) return say(session, "Line " + std::to_string(it.place.line) + " does not run.");
    jump_to(session, *stop);
}
void run(Session& session, command::SeekMoment const& it) {
    auto const position = session.lesson ? lesson::find(it.moment, session.log(), session.lesson->program)
                                         : lesson::find(it.moment, session.log());
    if (position)
        jump_to(session, *position);
    else
        say(session, "This run has no such moment: " + to_string(it.moment) + ".");
}
void run(Session& session, command::SetUnit const& it) { session.playback.unit = it.unit; }
void run(Session& session, command::TogglePlay) {
    session.playback.playing = !session.playback.playing;
    session.playback.pending = 0;
    if (std::string why = ask_first(session); session.playback.playing && !why.empty()) {
        session.playback.playing = false;
        return say(session, std::move(why));
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
    auto& view = session.look.timeline;
    view.all = view.zoom > 0 || !view.all;
    view.zoom = 0;
    view.left = 0;
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
void run(Session& session, command::ToggleWholeRun) {
    if (!session.look.whole_run && question_due(session))
        say(session, "The whole run shows the answer: this question now counts as seen.");
    show_whole_run(session, !session.look.whole_run);
}

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
    auto const due = question_due(session);
    if (due)
        session.lesson->predictions[*due].chosen = it.choice;
    else if (session.lesson->predictions[*question_shown(session)].seen)
        say(session,
            "The answer was seen already. \"Forget the predictions\" (Ctrl+P) begins the lesson anew.");
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
void run(Session& session, command::NextStagePanel) {
    constexpr std::array panels{Panel::lesson, Panel::output, Panel::loop, Panel::why};
    auto const* const here = std::find(panels.begin(), panels.end(), session.look.stage_panel);
    session.look.stage_panel =
        here == panels.end() || here + 1 == panels.end() ? panels.front() : *(here + 1);
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
