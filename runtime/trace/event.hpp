// One recorded moment, and how the things it speaks of are named.
#pragma once
#include "trace/kind.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace trace {

// What an object is; the letter is how ids are written ("t2" is the second task created).
enum class ObjectType : std::uint8_t {
    none = 0,
    loop = 'l',
    handle = 'h',
    coroutine = 'c',
    task = 't',
    future = 'f',
    generator = 'g',
    sync = 's',
    queue = 'q',
    thread = 'x',
    io = 'i',
    process = 'p', // a child of the one that is recorded
};

// A type and a number, counted from 1 per type in order of creation, so that two traces of one run agree.
class ObjectId {
  public:
    constexpr ObjectId() = default;
    constexpr ObjectId(ObjectType type, std::uint32_t number)
        : bits_((static_cast<std::uint32_t>(type) & 0x1FU) << 27U | (number & 0x7FFFFFFU)) {}

    constexpr ObjectType type() const {
        return bits_ == 0 ? ObjectType::none : static_cast<ObjectType>(0x60U | bits_ >> 27U);
    }
    constexpr std::uint32_t number() const { return bits_ & 0x7FFFFFFU; }
    constexpr explicit operator bool() const { return bits_ != 0; }
    constexpr auto operator<=>(ObjectId const&) const = default;

  private:
    std::uint32_t bits_ = 0;
};

std::string to_string(ObjectId id); // "t2"; "" for none
std::optional<ObjectId>
parse_object_id(std::string_view text); // none for "" is ObjectId{}; nullopt if malformed

using TextId = std::uint32_t; // index into the log's texts; 0 is the empty text
using Step = std::uint64_t;   // an event's place in its log, from 0

// A fixed-size record; `value` is a number or a TextId, as value_is_text(kind) says.
struct Event {
    std::int64_t time = 0; // ns of the loop's clock
    std::int64_t value = 0;
    ObjectId subject;
    ObjectId object;
    std::uint32_t line = 0;   // from 1; 0 where no line of the program was executing
    std::uint16_t source = 0; // index into the log's sources, from 1; 0 where line is 0
    Kind kind = Kind::line;

    TextId text() const { return static_cast<TextId>(value); }
    bool operator==(Event const&) const = default;
};
static_assert(sizeof(Event) <= 32);

} // namespace trace

template <>
struct std::hash<trace::ObjectId> {
    std::size_t operator()(trace::ObjectId id) const noexcept {
        std::uint64_t const mixed =
            (static_cast<std::uint64_t>(id.type()) << 32U | id.number()) * 0x9E3779B97F4A7C15ULL;
        // The upper half holds some of every bit, if a size_t has room for one half only.
        return static_cast<std::size_t>(sizeof(std::size_t) < sizeof mixed ? mixed >> 32U : mixed);
    }
};
