// The recording of one run: events in order, and the tables of texts and sources they refer to.
#pragma once
#include "trace/event.hpp"

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
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
// the writer has stopped). Events never move: references stay good as long as the log lives.
class Log {
  public:
    Log() = default;
    explicit Log(Header header) : header_(std::move(header)) {}
    Log(Log&&) noexcept;
    Log& operator=(Log&&) noexcept;
    ~Log() = default;

    Header const& header() const { return header_; }
    Header& header() { return header_; }

    Step append(Event const& event) {
        Step const step = size_.load(std::memory_order_relaxed);
        auto const [chunk, offset] = place(step);
        if (!chunks_[chunk]) chunks_[chunk] = std::make_unique_for_overwrite<Event[]>(first_chunk << chunk);
        chunks_[chunk][offset] = event;
        size_.store(step + 1, std::memory_order_release);
        return step;
    }
    Step size() const { return size_.load(std::memory_order_acquire); }
    bool empty() const { return size() == 0; }
    Event const& operator[](Step step) const {
        auto const [chunk, offset] = place(step);
        return chunks_[chunk][offset];
    }

    TextId intern(std::string_view text);
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
    static constexpr std::size_t first_chunk = 1024; // events; each further chunk is twice as large
    static std::pair<std::size_t, std::size_t> place(Step step) {
        std::size_t const shifted = step + first_chunk;
        auto const chunk = static_cast<std::size_t>(std::bit_width(shifted)) - std::bit_width(first_chunk);
        return {chunk, shifted - (first_chunk << chunk)};
    }

    Header header_;
    std::array<std::unique_ptr<Event[]>, 40> chunks_;
    std::atomic<Step> size_ = 0;
    std::deque<std::string> texts_{std::string{}};
    std::unordered_map<std::string_view, TextId> text_ids_{{std::string_view{}, 0}};
    std::vector<Source> sources_;
    std::vector<std::string> newer_kinds_;
    std::optional<End> end_;
};

} // namespace trace
