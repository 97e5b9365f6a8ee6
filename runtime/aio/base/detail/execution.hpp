// What runs now: the program's run, where each of its threads stands, and where its events go. Two
// thread-local structs, on which everything hangs that follows a running program.
#pragma once
#include "aio/base/detail/ref.hpp"
#include "aio/base/detail/text_cache.hpp"
#include "aio/base/live_objects.hpp"
#include "aio/base/model.hpp"
#include "aio/base/version_rules.hpp"
#include "trace/log.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace aio {

struct Beliefs;
struct CallbackLimit;
class ContextState;
class EventLoop;
class Interventions;
class Policy;
class Scheduling;
class TaskBase;
class Threads;
struct Network;
struct Driver;
struct Strand;

using trace::Kind;
using trace::ObjectId;
using trace::ObjectType;

// A frame of the program: the module, a coroutine, or a function called from one of them. Kept linked at all
// times, for a few stores, so that an event knows its line and a debugger the stack.
struct Frame {
    Frame* below = nullptr;
    ObjectId coroutine; // none in the module and in functions called from it
    std::uint32_t line = 0;
    std::uint16_t source = 0;
    std::uint16_t depth = 0; // function calls above the coroutine's own frame
    bool marked = false;     // the program names its lines itself (aio::line), so C++ lines are not taken
};

// Where the events of this thread go. The log must outlive the recording.
struct Recorder {
    trace::Log* log = nullptr;
    trace::KindMask mask = trace::KindMask::everything();
    std::uint16_t source = 0; // of aio::line
    // Line n of the program as written is line line_map[n] of the variant that runs; empty: n itself.
    std::vector<std::uint32_t> line_map;
    // The log's source for a C++ file: where coroutines that mark no lines stand. Empty: they have none.
    std::function<std::uint16_t(char const*)> source_of;
    std::array<std::uint32_t, 32> created{}; // objects numbered so far, by type
    TextCache texts;
    KeyedTexts keyed;
    WordTexts words;
    std::string arguments; // of the coroutine that is being made

    ObjectId next(ObjectType type) { return {type, ++created[static_cast<std::size_t>(type) & 0x1FU]}; }
};

// Why the loop leaves its short path, a bit each. While none is set, a turn and a step do what the true model
// does, unrecorded, and ask for nothing else. Whatever is rarely on (debug mode, a wrong model,
// interventions, a real selector ...) gets a bit, sets it while it is on, and does its work in the long path:
// `if constexpr (way == Way::full)` in loop.cpp and step.hpp.
namespace unusual {
constexpr std::uint32_t switches = 1U << 0U; // only what KindMask::switches() holds is recorded: no long way
constexpr std::uint32_t recorded = 1U << 1U; // more kinds of event are
constexpr std::uint32_t debug = 1U << 2U;    // the loop that runs is in debug mode
constexpr std::uint32_t origins = 1U << 3U;  // coroutines note where they were made
constexpr std::uint32_t interventions = 1U << 4U; // some are to come
constexpr std::uint32_t limited = 1U << 5U;       // the program is cut after so many callbacks
constexpr std::uint32_t steady = 1U << 6U;        // the clock is the machine's
constexpr std::uint32_t model = 1U << 7U;         // a wrong one
constexpr std::uint32_t threads = 1U << 8U;       // the program has made some
} // namespace unusual

// Which way through turn and step; `switches` is the short one, but for their events.
enum class Way : std::uint8_t { quick, switches, full };

// What belongs to the run of a program, whichever of its threads goes on with it: it is handed on whole
// (baton.hpp).
struct Execution {
    Recorder* recorder = nullptr;                      // null: nothing is recorded; changed by set_recorder
    trace::KindMask mask = trace::KindMask::nothing(); // the recorder's
    std::uint32_t unusual = 0;                         // bits of namespace unusual
    std::int64_t now = 0;                              // ns of the virtual clock, which outlives its loops
    std::uint64_t loops = 0;                           // made so far
    Models models;                                     // that are believed
    Beliefs* beliefs = nullptr;                        // null: the true model
    Rules rules;
    Scheduling* scheduling = nullptr;       // null: the default order
    bool debug = false;                     // PYTHONASYNCIODEBUG: loops are made in debug mode
    Interventions* interventions = nullptr; // with their bit of `unusual`
    CallbackLimit* limit = nullptr;         // the same
    std::int64_t steady_start = 0;          // the same: what the machine's clock was when the run's was 0
    std::uint32_t task_names = 0;           // of Task-N, counted over the whole program as CPython does
    std::function<void(std::string_view)>* output = nullptr; // null: standard output
    std::function<void(std::string_view)>* error = nullptr;  // null: standard error
    std::set<std::string>* warnings_shown = nullptr;         // of the program: text and place
    Threads* threads = nullptr;                              // null: the program has made none
    Policy* policy = nullptr;                                // null: nobody keeps a loop that does not run
    Network* network = nullptr;                              // null: the program has listened nowhere
};

// Where one thread stands in it (CPython's PyThreadState): its own, and never handed on.
struct ThreadState {
    Frame* frame = nullptr;    // null: no program frame executes
    Driver* driver = nullptr;  // the chain of coroutines that runs
    EventLoop* loop = nullptr; // the running loop
    TaskBase* task = nullptr;  // the current task
    // Of the task or callback that runs; null: that of the thread. Between callbacks it may be stale.
    Ref<ContextState>* context = nullptr;
    ObjectId canceller; // who passes a cancellation on; see cancellation.hpp
    std::uint32_t times_passed_on = 0;
    Strand* strand = nullptr; // null: the program has made no threads
};

inline constinit thread_local Execution execution;
inline constinit thread_local ThreadState thread_state;

inline void set_unusual(std::uint32_t which, bool on) {
    execution.unusual = on ? execution.unusual | which : execution.unusual & ~which;
}

// Of this thread, from now on; null: none.
void set_recorder(Recorder* recorder);

// False in a build that measures the loop without tracing (CMake's AWAITSCOPE_TRACING=OFF): there is only the
// short path then, so nothing else that hangs on execution.unusual works either.
#ifdef AWAITSCOPE_NO_TRACING
constexpr bool tracing = false;
#else
constexpr bool tracing = true;
#endif

inline bool anything_unusual() { return tracing && execution.unusual != 0; }
// Is there more to do than the short path does?
inline bool long_way() { return tracing && (execution.unusual & ~unusual::switches) != 0; }

inline bool recording(Kind kind) { return tracing && execution.mask.has(kind); }

// For the points where a wrong model deviates.
inline bool believes_wrongly() { return tracing && !execution.models.none(); }
inline bool believes(Model model) { return tracing && execution.models.holds(model); }

// A number for a new object; none when nothing is recorded.
inline ObjectId new_id(ObjectType type) {
    auto* recorder = execution.recorder;
    return recorder ? recorder->next(type) : ObjectId{};
}

trace::TextId intern_cut(std::string_view text); // without what is over 200 characters

// How a text stands in events: print, warn and log have theirs whole.
inline trace::TextId intern(Kind kind, std::string_view text) {
    bool const stays_whole =
        text.size() <= 200 || kind == Kind::print || kind == Kind::warn || kind == Kind::log;
    if (!stays_whole) return intern_cut(text);
    return execution.recorder->texts.intern(*execution.recorder->log, text);
}

inline trace::TextId intern(Word word) {
    return execution.recorder->words.intern(*execution.recorder->log, word);
}

// `letters` and then `number`, as a text of its own: for names, which are new with every object.
inline trace::TextId new_text(std::string_view letters, std::uint64_t number) {
    return execution.recorder->log->add_text(letters, number);
}

// The number of a text that stands in an event of this kind; what is a number already stays it.
template <typename Text>
trace::TextId text_id(Kind kind, Text const& text) {
    if constexpr (std::is_same_v<Text, trace::TextId>)
        return text;
    else if constexpr (std::is_same_v<Text, Word>)
        return intern(text);
    else
        return intern(kind, text);
}

// Appends an event at the line of `at`, or at no line. Call only if recording(kind).
void record_at(Frame const* at, Kind kind, ObjectId subject, ObjectId object = {}, std::int64_t value = 0);

// Appends an event at the line that executes now, if its kind is recorded.
inline void record(Kind kind, ObjectId subject, ObjectId object = {}, std::int64_t value = 0) {
    if (recording(kind)) record_at(thread_state.frame, kind, subject, object, value);
}

// The same for events with a text, which is made only if it is needed. (Or its number, if that is known.)
template <typename MakeText>
void record_text(Kind kind, ObjectId subject, ObjectId object, MakeText&& make_text) {
    if (recording(kind)) record_at(thread_state.frame, kind, subject, object, text_id(kind, make_text()));
}

// While it lives, no program frame counts as executing: the loop is at work between callbacks.
class OutsideProgram {
  public:
    OutsideProgram() : frame_(thread_state.frame) { thread_state.frame = nullptr; }
    OutsideProgram(OutsideProgram const&) = delete;
    OutsideProgram& operator=(OutsideProgram const&) = delete;
    ~OutsideProgram() { thread_state.frame = frame_; }

  private:
    Frame* frame_;
};

} // namespace aio
