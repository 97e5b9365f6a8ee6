// Everything a person, a script or a test can do to a session. One value, one `apply`. Each says when it may
// be used: before, nothing comes of it.
#pragma once
#include "catalogue/moment.hpp"
#include "replay/steps.hpp"
#include "session/session.hpp"

#include <optional>
#include <string>
#include <variant>

namespace session {

namespace command {

// Moving in the run.
struct Step { // by the session's unit, or by the one given
    bool forward = true;
    std::optional<replay::Unit> unit;
    bool may(Session const& session) const { return forward ? session.can_go_on() : session.can_go_back(); }
};
struct Seek {
    replay::Position position = 0;
    bool passing = false; // while something is dragged: nobody wants to come back to each place
    static bool may(Session const& session) { return session.is_open(); }
};
struct SeekStart {
    static bool may(Session const& session) { return session.can_go_back(); }
};
struct SeekEnd {
    static bool may(Session const& session) { return session.can_go_on(); }
};
struct Travel { // to where one was before the last jump, or forward again
    bool back = true;
    bool may(Session const& session) const {
        return session.is_open() && !(back ? session.playback.behind : session.playback.ahead).empty();
    }
};
struct RunToLine { // to the next time that line is about to run, else to the first
    replay::Place place;
    static bool may(Session const& session) { return session.is_open(); }
};
struct SeekMoment { // of the lesson
    lesson::Moment moment;
    static bool may(Session const& session) { return session.is_open(); }
};
struct SetUnit {
    replay::Unit unit;
    static bool may(Session const& session) { return session.is_open(); }
};
struct TogglePlay {
    static bool may(Session const& session) { return session.is_open(); }
};
struct SetSpeed {
    double steps_a_second;
    static bool may(Session const& session) { return session.is_open(); }
};

// Selecting.
struct Select { // none: nothing
    trace::ObjectId object;
    bool may(Session const& session) const { return session.is_open() && (object || session.look.selected); }
};
struct SelectLane { // the lane below or above
    bool down = true;
    static bool may(Session const& session) { return session.is_open(); }
};
struct ToggleBreakpoint { // without a place: the line the program is at
    std::optional<replay::Place> place;
    static bool may(Session const& session) { return session.is_open(); }
};

// The timeline.
struct SetAxis {
    Axis axis;
    static bool may(Session const& session) { return session.is_open(); }
};
struct ToggleAxis {
    static bool may(Session const& session) { return session.is_open(); }
};
struct Fit {
    static bool may(Session const& session) { return session.is_open(); }
};
struct Zoom {             // about now if it is seen, else about the middle
    double factor = 1.25; // above 1: closer
    static bool may(Session const& session) { return session.is_open(); }
};
struct Pan { // widths of the plot to the right
    double by = 0;
    static bool may(Session const& session) { return session.is_open(); }
};
struct SetTimeline { // what a gesture of the mouse made of it
    TimelineView view;
    static bool may(Session const& session) { return session.is_open(); }
};
struct Measure { // nothing: no longer
    std::optional<Measured> measured;
    static bool may(Session const& session) { return session.is_open(); }
};
struct ToggleFollowNow {
    static bool may(Session const& session) { return session.is_open(); }
};
struct ToggleWholeRun {
    static bool may(Session const& session) { return session.is_open(); }
};

// The lesson.
struct OpenLesson {
    std::string id;
    static bool may(Session const&) { return true; }
};
struct OpenNeighbour { // the next or previous lesson
    bool next = true;
    static bool may(Session const& session) { return !session.catalogue->lessons.empty(); }
};
struct OpenFile {
    std::string path;
    static bool may(Session const&) { return true; }
};
struct SetKnob { // runs the lesson again
    std::string name;
    std::string value;
    static bool may(Session const& session) { return session.is_open(); }
};
struct ResetKnobs {
    static bool may(Session const& session) {
        return session.lesson && session.lesson->knobs != lesson::defaults(*session.lesson->entry);
    }
};
struct Predict { // for good: a prediction is not changed
    std::size_t choice = 0;
    bool may(Session const& session) const {
        auto const shown = question_shown(session);
        return shown && choice < session.lesson->narration.questions[*shown].question.choices.size();
    }
};
struct SkipQuestion { // the run goes on without a prediction
    static bool may(Session const& session) { return question_due(session).has_value(); }
};
struct ForgetPredictions { // of this lesson, and begins it anew: for the next one who sits down
    static bool may(Session const& session) { return session.lesson.has_value(); }
};

struct ShowBelief { // the run under a wrong model beside the true one; "": none
    std::string model;
    bool may(Session const& session) const {
        return session.lesson &&
               (model.empty() ? session.lesson->belief.has_value() : session.has_scenario());
    }
};

// How it looks.
struct SetTheme {
    std::string name;
    static bool may(Session const&) { return true; }
};
struct NextTheme {
    static bool may(Session const&) { return true; }
};
struct TogglePresenter {
    static bool may(Session const&) { return true; }
};
struct NextStagePanel { // the third of the stage becomes another
    static bool may(Session const& session) { return session.look.presenter; }
};
struct ToggleFullscreen {
    static bool may(Session const&) { return true; }
};
struct SetSourceTab {
    SourceTab tab;
    static bool may(Session const& session) { return session.is_open(); }
};
struct ToggleSourceTab {
    static bool may(Session const& session) { return session.has_scenario(); }
};
struct ToggleLevel {
    static bool may(Session const& session) { return session.is_open(); }
};
struct SetSplits {
    Splits splits;
    static bool may(Session const&) { return true; }
};
struct ShowPanel { // brings it to the front of its place
    Panel panel;
    static bool may(Session const&) { return true; }
};
struct ShowOverlay { // shows it, or hides it if it is shown
    Overlay overlay;
    static bool may(Session const&) { return true; }
};
struct PaletteQuery {
    std::string text;
    static bool may(Session const&) { return true; }
};
struct PaletteMove {
    int rows = 1;
    static bool may(Session const&) { return true; }
};
struct PaletteTake { // without a row: the marked one
    std::optional<std::size_t> row;
    static bool may(Session const&) { return true; }
};
struct DismissMessage {
    std::size_t index = 0;
    static bool may(Session const&) { return true; }
};
struct Escape {
    static bool may(Session const&) { return true; }
}; // closes what is on top: overlay, measure, selection
struct Quit {
    static bool may(Session const&) { return true; }
};

} // namespace command

using Command = std::variant<
    command::Step, command::Seek, command::Travel, command::SeekStart, command::SeekEnd, command::RunToLine,
    command::SeekMoment, command::SetUnit, command::TogglePlay, command::SetSpeed, command::Select,
    command::SelectLane, command::ToggleBreakpoint, command::SetAxis, command::ToggleAxis, command::Fit,
    command::Zoom, command::Pan, command::SetTimeline, command::Measure, command::ToggleFollowNow,
    command::ToggleWholeRun, command::OpenLesson, command::OpenNeighbour, command::OpenFile, command::SetKnob,
    command::ResetKnobs, command::Predict, command::SkipQuestion, command::ForgetPredictions,
    command::ShowBelief, command::SetTheme, command::NextTheme, command::TogglePresenter,
    command::NextStagePanel, command::ToggleFullscreen, command::SetSourceTab, command::ToggleSourceTab,
    command::ToggleLevel, command::SetSplits, command::ShowPanel, command::ShowOverlay, command::PaletteQuery,
    command::PaletteMove, command::PaletteTake, command::DismissMessage, command::Escape, command::Quit>;

bool may(Session const& session, Command const& command);
// Never throws: what cannot be done becomes a message of the session.
void apply(Session& session, Command const& command);

// Time passes: playing goes on, messages fade. True if the session will change again by itself.
bool tick(Session& session, double seconds);

} // namespace session
