// Everything a person, a script or a test can do to a session. One value, one `apply`.
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
};
struct Seek {
    replay::Position position = 0;
};
struct SeekStart {};
struct SeekEnd {};
struct RunToLine { // to the next time that line is about to run, else to the first
    replay::Place place;
};
struct SeekMoment { // of the lesson
    lesson::Moment moment;
};
struct SetUnit {
    replay::Unit unit;
};
struct TogglePlay {};
struct SetSpeed {
    double steps_a_second;
};

// Selecting.
struct Select { // none: nothing
    trace::ObjectId object;
};
struct SelectLane { // the lane below or above
    bool down = true;
};
struct ToggleBreakpoint { // without a place: the line the program is at
    std::optional<replay::Place> place;
};

// The timeline.
struct SetAxis {
    Axis axis;
};
struct ToggleAxis {};
struct Fit {};
struct Zoom {             // about now if it is seen, else about the middle
    double factor = 1.25; // above 1: closer
};
struct Pan { // widths of the plot to the right
    double by = 0;
};
struct SetTimeline { // what a gesture of the mouse made of it
    TimelineView view;
};
struct SeenTimeline { // said by the view itself after each layout
    TimelineSeen seen;
};
struct Measure { // nothing: no longer
    std::optional<Measured> measured;
};
struct ToggleFollowNow {};
struct ToggleWholeRun {};

// The lesson.
struct OpenLesson {
    std::string id;
};
struct OpenNeighbour { // the next or previous lesson
    bool next = true;
};
struct OpenFile {
    std::string path;
};
struct SetKnob { // runs the lesson again
    std::string name;
    std::string value;
};
struct ResetKnobs {};
struct Answer { // without a question: the one that is shown
    std::size_t answer = 0;
    std::optional<std::size_t> question;
};
struct Reveal {
    std::optional<std::size_t> question;
};

// How it looks.
struct SetTheme {
    std::string name;
};
struct NextTheme {};
struct TogglePresenter {};
struct ToggleFullscreen {};
struct SetSourceTab {
    SourceTab tab;
};
struct ToggleSourceTab {};
struct ToggleLevel {};
struct SetSplits {
    Splits splits;
};
struct ShowPanel { // brings it to the front of its place
    Panel panel;
};
struct ShowOverlay { // shows it, or hides it if it is shown
    Overlay overlay;
};
struct PaletteQuery {
    std::string text;
};
struct PaletteMove {
    int rows = 1;
};
struct PaletteTake { // without a row: the marked one
    std::optional<std::size_t> row;
};
struct DismissMessage {
    std::size_t index = 0;
};
struct Escape {}; // closes what is on top: overlay, measure, selection
struct Quit {};

} // namespace command

using Command =
    std::variant<command::Step, command::Seek, command::SeekStart, command::SeekEnd, command::RunToLine,
                 command::SeekMoment, command::SetUnit, command::TogglePlay, command::SetSpeed,
                 command::Select, command::SelectLane, command::ToggleBreakpoint, command::SetAxis,
                 command::ToggleAxis, command::Fit, command::Zoom, command::Pan, command::SetTimeline,
                 command::SeenTimeline, command::Measure, command::ToggleFollowNow, command::ToggleWholeRun,
                 command::OpenLesson, command::OpenNeighbour, command::OpenFile, command::SetKnob,
                 command::ResetKnobs, command::Answer, command::Reveal, command::SetTheme, command::NextTheme,
                 command::TogglePresenter, command::ToggleFullscreen, command::SetSourceTab,
                 command::ToggleSourceTab, command::ToggleLevel, command::SetSplits, command::ShowPanel,
                 command::ShowOverlay, command::PaletteQuery, command::PaletteMove, command::PaletteTake,
                 command::DismissMessage, command::Escape, command::Quit>;

// Never throws: what cannot be done becomes a message of the session.
void apply(Session& session, Command const& command);

// Time passes: playing goes on, messages fade. True if the session will change again by itself.
bool tick(Session& session, double seconds);

} // namespace session
