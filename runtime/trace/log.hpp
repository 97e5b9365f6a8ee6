// The recording of one run: events in order, and the tables of texts and sources they refer to.
#pragma once
#include "trace/chunked.hpp"
#include "trace/event.hpp"

#include <bit>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace trace {

// What was run, and on what; the first line of a file.
struct Header {
    int format = 1;
    std::string engine;  // "miniature" | "cpython"
    std::string version; // the engine's own: "3.11.7" for CPython
    std::string clock;   // "virtual" | "steady"
    std::string program; // lesson id, or the program's file name
    std::vector<std::string> arguments;
    std::map<std::string, std::string> knobs; // name -> value, only those that were set
    std::string model{};                      // "" is the true one, else a wrong one's name
    std::string schedule{};                   // "" is the default
    std::vector<std::string> interventions{}; // "12 cancel t2"

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

// Append-only. One thread writes; others may read events below size() while it does (the tables only once
// the writer has stopped). Events are kept in 20 bytes each and handed out by value.
class Log {
  public:
    Log() = default;
    explicit Log(Header header) : header_(std::move(header)) {}
    Header const& header() const { return header_; }
    Header& header() { return header_; }

    Step append(Event const& event) {
        if (event.time != last_time_ || times_.size() == 0) [[unlikely]]
            begin_time(event.time);
        Packed packed;
        packed.time = static_cast<std::uint32_t>(times_.size() - 1);
        packed.subject = event.subject;
        packed.object = event.object;
        packed.kind = static_cast<std::uint8_t>(event.kind);
        auto const wide = (static_cast<std::uint64_t>(event.value) >> 32U) | (event.line >> 16U) |
                          static_cast<std::uint64_t>(event.source >> 8U);
        if (wide != 0) [[unlikely]]
            return append_wide(packed, event);
        packed.value = static_cast<std::uint32_t>(event.value);
        packed.line = static_cast<std::uint16_t>(event.line);
        packed.source = static_cast<std::uint8_t>(event.source);
        return events_.append(packed);
    }
    Step size() const { return events_.size(); }
    bool empty() const { return size() == 0; }
    Event operator[](Step step) const {
        Packed const& packed = events_[step];
        Event event;
        event.time = times_[packed.time];
        event.subject = packed.subject;
        event.object = packed.object;
        event.kind = static_cast<Kind>(packed.kind & ~wide_bit);
        if ((packed.kind & wide_bit) == 0) [[likely]] {
            event.value = packed.value;
            event.line = packed.line;
            event.source = packed.source;
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
    std::string_view text(TextId id) const; // "" for an id the log does not hold
    std::string_view text(Event const& event) const {
        return value_is_text(event.kind) ? text(event.text()) : std::string_view{};
    }
    std::size_t text_count() const { return texts_.size(); }

    std::uint16_t add_source(Source source); // its index, from 1
    Source const* source(std::uint16_t index) const;
    std::vector<Source> const& sources() const { return sources_; }

    // A kind by its name in files; a name of a newer version gets a Kind of its own, from Kind::count on.
    Kind kind(std::string_view name);
    std::string_view kind_name(Kind kind) const;

    std::optional<End> const& end() const { return end_; }
    void set_end(End end) { end_ = std::move(end); }

  private:
    // Virtual clocks stand still for many events, and few numbers need more than 32 bits, so both live aside.
    struct Packed {
        std::uint32_t time; // index into times_
        std::uint32_t value;
        ObjectId subject;
        ObjectId object;
        std::uint16_t line;
        std::uint8_t source;
        std::uint8_t kind; // with wide_bit: value is an index into wide_
    };
    static_assert(sizeof(Packed) == 20);
    struct Wide {
        std::int64_t value;
        std::uint32_t line;
        std::uint16_t source;
    };
    static constexpr std::uint8_t wide_bit = 0x80;

    // The rare parts of append, out of its way.
    void begin_time(std::int64_t time);
    Step append_wide(Packed packed, Event const& event);

    Header header_;
    Chunked<Packed> events_;
    Chunked<std::int64_t> times_; // each other than the one before
    Chunked<Wide> wide_;
    std::int64_t last_time_ = 0;
    std::deque<std::string> texts_{std::string{}};
    std::unordered_map<std::string_view, TextId> text_ids_{{std::string_view{}, 0}};
    std::vector<Source> sources_;
    std::vector<std::string> newer_kinds_;
    std::optional<End> end_;
};

} // namespace trace
