#include "session/command_table.hpp"

#include "theme/theme.hpp"

#include <algorithm>

namespace session {
namespace {

using replay::Unit;
namespace cmd = command;

constexpr Key plain(KeyName name) { return {name, false, false}; }
constexpr Key plain(char character) { return {letter(character), false, false}; }
constexpr Key alt(KeyName name) { return {name, false, false, true}; }
constexpr Key shift(KeyName name) { return {name, false, true}; }
constexpr Key ctrl(KeyName name) { return {name, true, false}; }
constexpr Key ctrl(char character) { return {letter(character), true, false}; }

template <Unit unit>
bool steps_by(Session const& session) {
    return session.playback.unit == unit;
}
template <Overlay overlay>
bool shows(Session const& session) {
    return session.look.overlay == overlay;
}
std::vector<NamedCommand> make_commands() {
    using enum Group;
    using K = KeyName;
    return {
        {"step.forward",
         "Step forward",
         "Goes on to the next stop of the chosen unit.",
         moving,
         {plain(K::right), plain(K::page_down)},
         cmd::Step{true, {}}},
        {"step.back",
         "Step back",
         "Goes back to the stop before, by the same unit.",
         moving,
         {plain(K::left), plain(K::page_up)},
         cmd::Step{false, {}}},
        {"step.task.forward",
         "Step within the task",
         "Goes on to where the selected task does something.",
         moving,
         {shift(K::right)},
         cmd::Step{true, Unit::in_object}},
        {"step.task.back",
         "Step back within the task",
         "Goes back to where the selected task did something.",
         moving,
         {shift(K::left)},
         cmd::Step{false, Unit::in_object}},
        {"step.turn.forward",
         "Next turn of the loop",
         "Goes on to where the loop begins its next turn.",
         moving,
         {ctrl(K::right)},
         cmd::Step{true, Unit::turn}},
        {"step.turn.back",
         "Turn of the loop before",
         "Goes back to where the loop began a turn.",
         moving,
         {ctrl(K::left)},
         cmd::Step{false, Unit::turn}},
        {"step.event.forward",
         "Next event",
         "Goes on by a single event.",
         moving,
         {plain(K::period)},
         cmd::Step{true, Unit::event}},
        {"step.event.back",
         "Event before",
         "Goes back by a single event.",
         moving,
         {plain(K::comma)},
         cmd::Step{false, Unit::event}},
        {"step.output.forward",
         "Next output",
         "Goes on to where something is printed.",
         moving,
         {plain('O')},
         cmd::Step{true, Unit::output}},
        {"step.wake.forward",
         "Next wake",
         "Goes on to where what is selected is done or wakes its waiter.",
         moving,
         {plain('J')},
         cmd::Step{true, Unit::wake}},
        {"step.breakpoint.forward",
         "Run to the breakpoint",
         "Goes on to the next line with a breakpoint.",
         moving,
         {plain(K::f5)},
         cmd::Step{true, Unit::breakpoint}},
        {"start", "To the start", "Before the first event.", moving, {plain(K::home)}, cmd::SeekStart{}},
        {"end", "To the end", "After the last event.", moving, {plain(K::end)}, cmd::SeekEnd{}},
        {"play",
         "Play or pause",
         "Steps on by itself, up to the next question or breakpoint.",
         moving,
         {plain(K::space)},
         cmd::TogglePlay{},
         [](Session const& session) { return session.playback.playing; }},

        {"travel.back", "Go back", "To before the last jump.", moving, {alt(K::left)}, cmd::Travel{true}},
        {"travel.on", "Go on again", "After going back.", moving, {alt(K::right)}, cmd::Travel{false}},

        {"unit.moment",
         "Step by moment",
         "A stop wherever the lesson says or asks something.",
         moving,
         {plain('0')},
         cmd::SetUnit{Unit::moment},
         steps_by<Unit::moment>},
        {"unit.event",
         "Step by event",
         "Every single event is a stop.",
         moving,
         {plain('1')},
         cmd::SetUnit{Unit::event},
         steps_by<Unit::event>},
        {"unit.line",
         "Step by line",
         "A stop wherever a line of the program is about to run.",
         moving,
         {plain('2')},
         cmd::SetUnit{Unit::line},
         steps_by<Unit::line>},
        {"unit.switch",
         "Step by switch",
         "A stop wherever a task begins to run.",
         moving,
         {plain('3')},
         cmd::SetUnit{Unit::switch_},
         steps_by<Unit::switch_>},
        {"unit.turn",
         "Step by turn of the loop",
         "A stop wherever the loop begins a turn.",
         moving,
         {plain('4')},
         cmd::SetUnit{Unit::turn},
         steps_by<Unit::turn>},
        {"unit.object",
         "Step within the selected task",
         "A stop wherever the selected task does something.",
         moving,
         {plain('5')},
         cmd::SetUnit{Unit::in_object},
         steps_by<Unit::in_object>},
        {"unit.output",
         "Step by output",
         "A stop wherever something is printed.",
         moving,
         {plain('6')},
         cmd::SetUnit{Unit::output},
         steps_by<Unit::output>},
        {"unit.wake",
         "Step by wake",
         "A stop wherever the selected future or task is done.",
         moving,
         {plain('7')},
         cmd::SetUnit{Unit::wake},
         steps_by<Unit::wake>},
        {"unit.breakpoint",
         "Step by breakpoint",
         "A stop wherever a line with a breakpoint is about to run.",
         moving,
         {plain('8')},
         cmd::SetUnit{Unit::breakpoint},
         steps_by<Unit::breakpoint>},

        {"lane.down",
         "Lane below",
         "Selects the next task.",
         selecting,
         {plain(K::down)},
         cmd::SelectLane{true}},
        {"lane.up",
         "Lane above",
         "Selects the task before.",
         selecting,
         {plain(K::up)},
         cmd::SelectLane{false}},
        {"select.none", "Select nothing", "Lets go of what is selected.", selecting, {}, cmd::Select{}},
        {"breakpoint",
         "Breakpoint here",
         "Sets or clears a breakpoint at the line of this moment.",
         selecting,
         {plain('B')},
         cmd::ToggleBreakpoint{}},

        {"timeline.fit",
         "All, or close up",
         "All that has happened in one view, or the last turns.",
         timeline,
         {plain('F')},
         cmd::Fit{}},
        {"timeline.closer", "Zoom in", "About now.", timeline, {plain(K::plus), plain('W')}, cmd::Zoom{1.25}},
        {"timeline.farther",
         "Zoom out",
         "About now.",
         timeline,
         {plain(K::minus), plain('S')},
         cmd::Zoom{1 / 1.25}},
        {"timeline.left", "Pan left", "A quarter of what is seen.", timeline, {plain('A')}, cmd::Pan{-0.25}},
        {"timeline.right", "Pan right", "A quarter of what is seen.", timeline, {plain('D')}, cmd::Pan{0.25}},
        {"timeline.axis",
         "Axis by event or by clock",
         "By event each switch gets room; by clock time is to scale.",
         timeline,
         {plain('X')},
         cmd::ToggleAxis{}},
        {"timeline.follow",
         "Keep now in sight",
         "Moving pans the timeline.",
         timeline,
         {},
         cmd::ToggleFollowNow{},
         [](Session const& session) { return session.look.follow_now; }},
        {"timeline.whole",
         "Show the whole run",
         "Also what has not happened yet.",
         timeline,
         {plain('R')},
         cmd::ToggleWholeRun{},
         [](Session const& session) { return session.look.whole_run; }},

        {"lessons",
         "Lessons",
         "The list of lessons.",
         lesson,
         {plain('L')},
         cmd::ShowOverlay{Overlay::lessons},
         shows<Overlay::lessons>},
        {"lesson.next",
         "Next lesson",
         "Opens the lesson after this one.",
         lesson,
         {ctrl(K::page_down)},
         cmd::OpenNeighbour{true}},
        {"lesson.previous",
         "Lesson before",
         "Opens the lesson before this one.",
         lesson,
         {ctrl(K::page_up)},
         cmd::OpenNeighbour{false}},
        {"knobs",
         "Knobs",
         "What if? Changes the program and runs it again.",
         lesson,
         {plain('K')},
         cmd::ShowOverlay{Overlay::knobs},
         shows<Overlay::knobs>},
        {"knobs.reset",
         "Knobs as they were",
         "Runs the lesson as it is written.",
         lesson,
         {},
         cmd::ResetKnobs{}},
        {"predict.a", "Predict A", "The first choice.", lesson, {shift(letter('A'))}, cmd::Predict{0}},
        {"predict.b", "Predict B", "The second choice.", lesson, {shift(letter('B'))}, cmd::Predict{1}},
        {"predict.c", "Predict C", "The third choice.", lesson, {shift(letter('C'))}, cmd::Predict{2}},
        {"predict.d", "Predict D", "The fourth choice.", lesson, {shift(letter('D'))}, cmd::Predict{3}},
        {"skip",
         "Skip the question",
         "The run goes on without a prediction.",
         lesson,
         {plain('N')},
         cmd::SkipQuestion{}},
        {"forget",
         "Forget the predictions",
         "Begins the lesson anew, for the next one who sits down.",
         lesson,
         {},
         cmd::ForgetPredictions{}},
        {"belief.none",
         "Hide the belief",
         "The run of a belief beside the true one goes away.",
         lesson,
         {},
         cmd::ShowBelief{}},
        {"comparison",
         "Comparison with CPython",
         "How this run and real CPython's agree.",
         lesson,
         {plain('C')},
         cmd::ShowOverlay{Overlay::comparison},
         shows<Overlay::comparison>},

        {"source.tab",
         "Python or C++",
         "Shows the other of the two programs.",
         view,
         {plain('P')},
         cmd::ToggleSourceTab{}},
        {"level",
         "Exact or simple",
         "Exact shows handles and callbacks too.",
         view,
         {plain('E')},
         cmd::ToggleLevel{},
         [](Session const& session) { return session.look.level == Level::exact; }},
        {"show.output", "Output", "Brings the output to the front.", view, {}, cmd::ShowPanel{Panel::output}},
        {"show.events",
         "Events",
         "Brings the list of events to the front.",
         view,
         {},
         cmd::ShowPanel{Panel::events}},
        {"theme", "Next theme", "Light, dark, high contrast.", view, {plain('T')}, cmd::NextTheme{}},
        {"stage.panel", "Next stage panel", "The third of them.", view, {plain('V')}, cmd::NextStagePanel{}},
        {"presenter",
         "Stage",
         "Three panels in large type on the whole screen, for a class.",
         view,
         {plain(K::f11)},
         cmd::TogglePresenter{},
         [](Session const& session) { return session.look.presenter; }},
        {"fullscreen",
         "Whole screen",
         "Or the window again.",
         view,
         {ctrl('F')},
         cmd::ToggleFullscreen{},
         [](Session const& session) { return session.look.fullscreen; }},

        {"palette",
         "Command palette",
         "Finds a command, a lesson or an event by its name or number.",
         program,
         {ctrl('P')},
         cmd::ShowOverlay{Overlay::palette},
         shows<Overlay::palette>},
        {"keys",
         "Keys",
         "This sheet.",
         program,
         {plain(K::f1), plain(K::question)},
         cmd::ShowOverlay{Overlay::keys},
         shows<Overlay::keys>},
        {"escape",
         "Close",
         "Closes what is on top, or lets go of what is selected.",
         program,
         {plain(K::escape)},
         cmd::Escape{}},
        {"quit", "Quit", "Closes Awaitscope.", program, {ctrl('Q')}, cmd::Quit{}},
    };
}

std::vector<NamedCommand> const& table() {
    static std::vector<NamedCommand> const made = make_commands();
    return made;
}

} // namespace

std::string_view words(Group group) {
    switch (group) {
    case Group::moving: return "Moving in the run";
    case Group::selecting: return "Selecting";
    case Group::timeline: return "Timeline";
    case Group::lesson: return "Lesson";
    case Group::view: return "View";
    case Group::program: return "Program";
    }
    return {};
}

std::span<NamedCommand const> commands() { return table(); }

NamedCommand const* command_named(std::string_view id) {
    auto const found =
        std::find_if(table().begin(), table().end(), [&](auto const& it) { return it.id == id; });
    return found == table().end() ? nullptr : &*found;
}

NamedCommand const* command_for(Key key) {
    for (NamedCommand const& command : table())
        if (std::find(command.keys.begin(), command.keys.end(), key) != command.keys.end()) return &command;
    // "?" and "+" need Shift on many keyboards; the character is what counts.
    bool const character = key.name > KeyName::space && key.name < KeyName::left &&
                           !(key.name >= letter('A') && key.name <= letter('Z'));
    if (key.shift && character) return command_for({key.name, key.ctrl, false});
    return nullptr;
}

std::string keys_of(NamedCommand const& command) {
    std::string text;
    for (Key const& key : command.keys) text += (text.empty() ? "" : " or ") + words(key);
    return text;
}

} // namespace session
