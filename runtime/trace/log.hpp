// The recording of one run: events in order, and the tables of texts and sources they refer to.
#pragma once
#include "trace/chunked.hpp"
#include "trace/event.hpp"

#include <atomic>
#include <bit>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace trace {

constexpr int newest_format = 2; // what is read; older ones too

// What was run, and on what; the first line of a file.
struct Header {
    int format = 1;
    std::string engine;  // "miniature" | "cpython"
    std::string version; // the engine's own: "3.11.7" for CPython
    std::string clock;   // "virtual" | "steady" | "real"
    std::string program; // lesson id, or the program's file name
    std::vector<std::string> arguments;
    std::map<std::string, std::string> knobs; // name -> value, only those that were set
    std::string model{};                      // "" is the true one, else a wrong one's name
    std::string schedule{};                   // "" is the default
    std::vector<std::string> interventions{}; // "12 cancel t2"
    // Of a real run only.
    std::int64_t wall = 0; // ns since 1970 at time 0
    std::int64_t pid = 0;
    std::string level{};  // how much was recorded: "switches" | "lines" | "locals"
    std::string parent{}; // "FILE.awt p1": who started this process, and its id there

    bool operator==(Header const&) const = default;
};

// A program text as it was when it ran. `revisited`: lines that CPython visits again without running a
// statement there (loop headers, block ends); comparison does not insist on plain line events there.
struct Source {
    std::string name;
    std::string text;
    std::vector<std::uint32_t> revisited;

    bool operator==(Source const&) const = default;
};

// How the program ended; absent while it runs, or when the file was cut off.
struct End {
    int exit_code = 0;
    std::string error; // last line of the traceback, empty if none

    bool operator==(End const&) const = default;
};

// Where a part of a ring begins: `count` events from `first` on stand for what was living then, and did not
// happen there.
struct Snapshot {
    Step first = 0;
    Step count = 0;

    bool operator==(Snapshot const&) const = default;
};

// Append-only. One thread writes; others may read events below size() while it does (the tables only once
// the writer has stopped). Events are kept in 16 bytes each and handed out by value.
class Log {
  public:
    Log() = default;
    explicit Log(Header header) : header_(std::move(header)) {}
    Header const& header() const { return header_; }
    Header& header() { return header_; }

    void append(Event const& event) {
        append(event.time, event.kind, event.subject, event.object, event.value, event.line, event.source);
    }
    // The same from its parts: an event that need not be put together costs half.
    void append(std::int64_t time, Kind kind, ObjectId subject, ObjectId object, std::int64_t value,
                std::uint32_t line, std::uint16_t source) {
        bool const narrow =
            static_cast<std::uint64_t>(value) < 1ULL << 32U && line < 1U << 16U && source < 1U << 8U;
        if (time != last_time_ || !narrow || events_.full()) [[unlikely]]
            return append_slowly({time, value, subject, object, line, source, kind}, narrow);
        append_packed(kind, subject, object, static_cast<std::uint32_t>(value),
                      line | static_cast<std::uint32_t>(source) << 16U);
    }
    Step size() const { return events_.size(); }
    bool empty() const { return size() == 0; }
    Event operator[](Step step) const {
        Packed const& packed = events_[step];
        Event event;
        event.time = time_at(step);
        event.subject = packed.subject;
        event.object = packed.object;
        std::uint32_t const kind = packed.place >> 24U;
        event.kind = static_cast<Kind>(kind & ~wide_bit);
        if ((kind & wide_bit) == 0) [[likely]] {
            event.value = packed.value;
            event.line = packed.place & 0xFFFFU;
            event.source = static_cast<std::uint16_t>(packed.place >> 16U & 0xFFU);
        } else {
            Wide const& wide = wide_[packed.value];
            event.value = wide.value;
            event.line = wide.line;
            event.source = wide.source;
        }
        return event;
    }
    std::size_t bytes() const; // of memory that the events take

    TextId intern(std::string_view text);
    TextId add_text(std::string_view text); // without looking for it: for what is most likely new
    TextId add_text(std::string_view letters, std::uint64_t number); // the two as one text
    std::string_view text(TextId id) const;                          // "" for an id the log does not hold
    std::string_view text(Event const& event) const {
        return value_is_text(event.kind) ? text(event.text()) : std::string_view{};
    }
    std::size_t text_count() const { return texts_.size() + 1; }

    std::uint16_t add_source(Source source); // its index, from 1
    Source const* source(std::uint16_t index) const;
    std::vector<Source> const& sources() const { return sources_; }

    // A kind by its name in files; a name of a newer version gets a Kind of its own, from Kind::count on.
    Kind kind(std::string_view name);
    std::string_view kind_name(Kind kind) const;

    // The threads of the process, from 1; events belong to thread 1 until said otherwise.
    void name_thread(std::uint32_t thread, std::string name);
    void next_in_thread(std::uint32_t thread); // those that are appended from now on
    std::uint32_t thread_at(Step step) const;
    std::uint32_t thread_count() const { return static_cast<std::uint32_t>(thread_names_.size()); }
    std::string_view thread_name(std::uint32_t thread) const; // "" if none was told

    void add_snapshot(Step count) { snapshots_.push_back({size(), count}); } // before its events
    std::vector<Snapshot> const& snapshots() const { return snapshots_; }

    std::optional<End> const& end() const { return end_; }
    void set_end(End end) { end_ = std::move(end); }

  private:
    // Virtual clocks stand still for many events, and few numbers need more than 32 bits, so both live aside.
    struct Packed {
        std::uint32_t value;
        ObjectId subject;
        ObjectId object;
        std::uint32_t place; // line, source << 16, kind << 24; with wide_bit: value is an index into wide_
    };
    static_assert(sizeof(Packed) == 16);
    struct Moment {
        Step first; // event at this time
        std::int64_t time;
    };
    struct Wide {
        std::int64_t value;
        std::uint32_t line;
        std::uint16_t source;
    };
    static constexpr std::uint32_t wide_bit = 0x80;

    void append_slowly(Event const& event, bool narrow);
    // Field by field: a struct that is put together and then copied waits for its own parts.
    void append_packed(Kind kind, ObjectId subject, ObjectId object, std::uint32_t value,
                       std::uint32_t place) {
        Packed& packed = events_.next();
        packed.value = value;
        packed.subject = subject;
        packed.object = object;
        packed.place = place | static_cast<std::uint32_t>(kind) << 24U;
        events_.publish();
    }
    char* room_for_text(std::size_t size); // where the next one goes
    TextId text_ends(char const* end);     // it does, there
    std::int64_t time_at(Step step) const;
    // Where the last search ended, as most go on from there. A guess: several threads may read and change it.
    class Guess {
      public:
        Guess() = default;
        Guess(Guess&&) noexcept {}
        Guess& operator=(Guess&&) noexcept { return *this; }
        std::uint64_t get() const { return place_.load(std::memory_order_relaxed); }
        void set(std::uint64_t place) { place_.store(place, std::memory_order_relaxed); }

      private:
        std::atomic<std::uint64_t> place_ = 0;
    };

    Header header_;
    Chunked<Packed> events_;
    Chunked<Moment> moments_; // each at another time than the one before; none at first: time 0
    Chunked<Wide> wide_;
    std::int64_t last_time_ = 0;
    mutable Guess moment_guess_;
    // Texts lie one behind the other in blocks, which never move; a long one has a block of its own.
    Chunked<std::string_view> texts_; // the empty one, which is 0, is left out
    std::vector<std::unique_ptr<char[]>> blocks_;
    char* free_ = nullptr; // of the block that is being filled
    std::size_t free_size_ = 0;
    std::unordered_map<std::string_view, TextId> text_ids_{{std::string_view{}, 0}};
    std::vector<Source> sources_;
    std::vector<std::string> newer_kinds_;
    std::vector<std::string> thread_names_;
    std::vector<std::pair<Step, std::uint32_t>> threads_; // from that event on, in order
    std::vector<Snapshot> snapshots_;
    std::optional<End> end_;
};

} // namespace trace
