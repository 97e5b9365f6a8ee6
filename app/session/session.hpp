// What is open in the studio, and how it is looked at: plain data. Views read it and send Commands
// (command.hpp); nothing else changes it. No window and no Dear ImGui.
#pragma once
#include "catalogue/catalogue.hpp"
#include "catalogue/knobs.hpp"
#include "catalogue/program.hpp"
#include "catalogue/text.hpp"
#include "kept/kept.hpp"
#include "replay/compare.hpp"
#include "replay/player.hpp"
#include "replay/steps.hpp"
#include "session/beside.hpp"
#include "session/lecture.hpp"
#include "session/narration.hpp"
#include "session/openable.hpp"
#include "session/run.hpp"
#include "session/stage.hpp"
#include "session/timeline_view.hpp"
#include "session/vote.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace session {

enum class Overlay {
    none,
    keys,
    palette,
    knobs,
    lessons,
    comparison,
    problems,
    files,
    agreement,
    step_in,
    words
};
enum class SourceTab { python, cpp };
enum class Level { simple, exact }; // simple hides handles and callbacks

// What the splitters were dragged to, as shares of the space they divide; 0 to 1.
struct Splits {
    float left = 0.236F;     // lesson and source, of the width
    float lesson = 0.486F;   // lesson, of the left column's height
    float timeline = 0.578F; // of the right part's height
    float loop = 0.356F;     // of the row's width
    float why = 0.554F;      // of what loop leaves
    float output = 0.58F;    // of the row's height

    bool operator==(Splits const&) const = default;
};

enum class Agreement { unknown, agree, differ };

// How a lesson's run on the miniature compares with the same program on real CPython.
struct CPythonCheck {
    Agreement agreement = Agreement::unknown;
    std::string version;                         // "3.11.7"; "" while unknown
    std::shared_ptr<trace::Log const> reference; // null while unknown
    replay::Comparison comparison;
};

// What is to be copied by whoever draws the next frame: it alone knows what stands where.
enum class Copying { nothing, pointed, panel };

enum class Tone { note, warning, error };

struct Message {
    Tone tone = Tone::note;
    std::string text;
    double left = 6; // seconds it stays; errors stay until dismissed
};

struct Branches; // branches/branches.hpp
class Finding;   // branches/finding.hpp

// A lesson that is open, with what its run makes of it.
struct OpenLesson {
    lesson::Lesson const* entry = nullptr; // in the catalogue; never null
    lesson::Knobs knobs;
    lesson::Program program;
    std::vector<lesson::Block> text; // of lesson.md
    std::string scenario;            // scenario.cpp, whole; empty if there is none
    std::vector<std::uint32_t>
        scenario_lines; // [line of program.py] -> line of `scenario` that names it, or 0
    Beliefs beliefs;
    Narration narration;
    std::vector<replay::Position> moments; // of narration
    std::vector<Prediction> predictions;   // one a question of narration
    std::vector<PlacedGoal> goals;         // that turning knobs or editing reaches
    CPythonCheck check;
    std::shared_ptr<Branches const> branches{}; // null: there is none yet
    // A branch is looked at: to here it is the lesson's own run, beyond it the lesson says nothing.
    std::optional<replay::Position> forked{};
};

// Where in the run, and how it goes on.
struct Playback {
    std::optional<replay::Player> player; // of the run; none: nothing is open
    replay::Position position = 0;
    std::shared_ptr<Run const> known; // what the first run has shown; null: nothing is open
    replay::Unit unit = replay::Unit::moment;
    std::vector<replay::Place> breakpoints; // lines of the traced program
    std::vector<replay::Position> behind;   // where one jumped from, the latest last
    std::vector<replay::Position> ahead;    // where one went back from
    bool playing = false;
    double speed = 2;   // steps a second while playing
    double pending = 0; // seconds since the last step while playing
};

inline constexpr float least_scale = 0.75F, most_scale = 3;

// How it is looked at.
struct Look {
    trace::ObjectId selected; // none: nothing
    TimelineView timeline;
    std::optional<Measured> measured;
    bool follow_now = true; // moving the cursor pans the timeline so that it stays in sight
    bool whole_run = false; // false: what comes after now is not shown
    bool futures = false;   // the timeline has lanes for futures too
    bool motion = true;     // what changes its place slides there
    SourceTab source_tab = SourceTab::python;
    Level level = Level::simple;
    Splits splits;
    std::vector<Panel> front; // shown last first: where panels share a place, the first of them here is seen
    std::string theme = "light"; // a name of theme::find
    float scale = 1;             // of everything, beside the display's; least_scale to most_scale
    bool presenter = false;      // the stage: three panels in large type
    Stage stage;
    bool voting = false;      // the question fills the screen, see voting()
    bool note = false;        // of the lecture's stop, over the panels, or
    bool notes_apart = false; // in a window of its own
    bool fullscreen = false;
    Overlay overlay = Overlay::none;
    std::string way;             // of the lessons' path: "new"; "": all of them
    std::string palette_query;   // what is typed in the palette, or as a path to open
    std::size_t palette_row = 0; // the row that Enter takes
    std::vector<Offer> offers;   // what lies where the path leads
    std::string asked;           // what words are typed for, see commands/branches.hpp
};

// A program that runs while it is looked at: its recording grows.
struct Live {
    std::string program;          // "uvicorn app:app"
    bool ours = true;             // we started it, so it can be stopped, and ends with us
    int stops = 0;                // how often it was asked to stop
    std::optional<int> exit_code; // it has ended, 128 + n by signal n
    bool gone = false;            // it has ended, and nobody knows how
    bool runs() const { return !exit_code && !gone; }
};

// A program that a person edits: it is recorded anew at each save, after they have agreed to that once.
struct Making {
    std::filesystem::path file;             // what is edited
    lesson::Lesson const* lesson = nullptr; // it began as a copy of this one's; null: it is the person's own
    lesson::Goal const* goal = nullptr;     // of that lesson, to be reached; null: none
    int edits = 0;                          // how often an editor was asked for
    int stops = 0;                          // how often the run that goes on was asked to stop
    std::optional<int> seconds;             // that the run takes so far; none: nothing runs
    std::string problem;                    // of the last save: "SyntaxError: invalid syntax"; "": none
    std::uint32_t problem_line = 0;         // of the file; 0: it has none
    std::optional<bool> reached;            // the goal, by the last save
    std::string because;                    // why that did not get there, if the lesson knows; or ""
    std::shared_ptr<Run const> good;        // the last that was recorded whole
};

struct Unrecorded {
    lesson::Lesson const* lesson = nullptr; // in the catalogue
    lesson::Knobs knobs;
    std::shared_ptr<lesson::Catalogue const> catalogue{}; // that one; null: the session's
};

// Asks how a run on CPython goes: nothing while it runs. Throws EngineError. The run ends with its last copy.
using Running = std::function<std::optional<trace::Log>()>;

// A run on CPython that was asked for: what was open stays, and can be used, until it is there.
struct Awaited {
    Unrecorded of;
    bool real = false; // the lesson's real.py
    Running running;
};

struct Session {
    std::shared_ptr<lesson::Catalogue const> catalogue; // what there is to open; never null

    std::vector<std::shared_ptr<Run const>> runs; // what is open, the one that is shown first; empty: nothing
    std::optional<OpenLesson> lesson;             // whose runs they are; none: a recorded file's
    std::optional<Beside> beside;                 // shown below the first run, where it tells nothing
    Playback playback;                            // of the first run
    Look look;
    TimelineSeen seen;                 // what the last frame showed of the timeline, see keep_seen
    std::map<std::string, Vote> votes; // of the class, by vote_key
    std::optional<Lecture> lecture;
    std::optional<Live> live;       // whose recording is open and grows
    std::optional<Making> making;   // whose recordings are open, a new one after each save
    std::optional<Making> proposed; // the person is asked about it
    bool makes = false;             // is there somebody who would record it?
    std::filesystem::path copies;   // the folder for copies of lessons' programs; empty: there is none
    std::vector<Message> messages;
    kept::Kept kept; // what stays when the program ends, see keeping.hpp
    Copying copying = Copying::nothing;
    bool quit = false;

    // See agreeing.hpp. Starts a lesson's program on CPython, in a process of its own; null: nothing is run
    // here.
    std::function<Running(lesson::Lesson const&, lesson::Knobs const&)> on_cpython;
    std::optional<Unrecorded> unrecorded; // the person is asked about it
    std::optional<Awaited> awaited;       // what else is opened calls it off
    std::shared_ptr<Finding> finding;     // an order that breaks the lesson is looked for; null: none is

    bool is_open() const { return !runs.empty(); }
    // These only if is_open().
    Run const& run() const { return *runs.front(); }
    trace::Log const& log() const { return *run().log; }
    // The run as views see it: it ends where it may be shown to.
    Run const& known() const { return *playback.known; }
    replay::State const& state() const { return playback.player->state(); }

    // How far the run may be shown: to here everything is known, beyond it all is blank.
    replay::Position shown() const {
        return !is_open() ? 0 : look.whole_run ? run().size() : playback.position;
    }
    bool on_stage() const { return look.presenter && is_open(); }
    bool is_over() const { // of a branch never: it is not what the lesson shows
        return is_open() && playback.known->index.end() && !can_go_on() && !(lesson && lesson->forked);
    }
    bool can_go_on() const { return is_open() && playback.position < run().size(); }
    bool can_go_back() const { return is_open() && playback.position > 0; }
    std::shared_ptr<Run const> first_run() const { return is_open() ? runs.front() : nullptr; }
    lesson::Lesson const* lesson_entry() const { return lesson ? lesson->entry : nullptr; }
    bool has_scenario() const { return lesson && !lesson->scenario.empty(); }
};

// A session with nothing open.
Session new_session(std::shared_ptr<lesson::Catalogue const> catalogue);

// Runs the lesson's scenario on the miniature, or shows its CPython recording if it has none: the one that is
// given, or that it came with. Throws NotRecorded (agreeing.hpp) if there is neither.
void open_lesson(Session& session, lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                 std::optional<trace::Log> recorded = {});
// Throws trace::FileError. A damaged file is opened up to the damage, with a message.
void open_file(Session& session, std::filesystem::path const& path);
void open_run(Session& session, std::shared_ptr<Run const> run);

// Moves the cursor, and with it what is known of the run; beyond the end: the end.
void move_to(Session& session, replay::Position position);
void show_whole_run(Session& session, bool whole);

// The run under a wrong model beside the true one; "": none. Throws EngineError if the lesson cannot be run
// so.
void show_belief(Session& session, std::string const& model);
// Any other run beside, not null; `says` what it is.
void show_beside(Session& session, std::shared_ptr<Run const> run, Relation relation, std::string says);
// Another run of the open lesson is looked at; nothing is beside it.
void look_at(Session& session, std::shared_ptr<Run const> run, replay::Position position);
// The run beside that is to be seen: a question that waits for its verdict holds it back. Null: none.
Beside const* beside_shown(Session const& session);

// Whoever draws frames says after each what its timeline showed.
void keep_seen(Session& session, TimelineSeen const& seen);

// Of a file: unknown.
CPythonCheck const& check_of(Session const& session);

// The question that waits for a prediction here: it is asked, not decided, and nothing was said to it. The
// newest first if there are several.
std::optional<std::size_t> question_due(Session const& session);
// The question to show: the last that was asked, whatever was said to it.
std::optional<std::size_t> question_shown(Session const& session);
// The run has shown its answer, so it may be told who was right.
bool is_decided(Session const& session, std::size_t question);

// The run has shown that one of the lesson's goals is reached.
bool is_reached(Session const& session, std::size_t goal);
// What is kept of a goal: whether it ever was reached, and how many hints were asked for.
kept::Goal goal_kept(Session const& session, lesson::Lesson const& lesson, lesson::Goal const& goal);
kept::Goal goal_kept(Session const& session, std::size_t goal); // of the lesson that is open

// The question fills the screen.
bool voting(Session const& session);
// And hands are counted: it is not decided.
bool votes_now(Session const& session);
// Of a question of the variant that is open; it outlives the opening of another.
std::string vote_key(Session const& session, std::size_t question);
Vote const* vote_on(Session const& session, std::size_t question); // null: nobody was asked
// The wrong choice most of the class made whose belief can be run, once the run has decided the question
// shown.
std::optional<std::size_t> belief_of_class(Session const& session);

} // namespace session
