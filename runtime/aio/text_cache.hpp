// The short texts that a run records again and again ("step", "sleep(0)", "None"), found without the log's
// hash table.
#pragma once
#include "trace/log.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace aio {

class TextCache {
  public:
    trace::TextId intern(trace::Log& log, std::string_view text) {
        if (text.empty()) return 0;
        if (text.size() > longest) return log.intern(text);
        Slot& slot = slots_[place(text)];
        if (slot.size == text.size() && std::memcmp(slot.text.data(), text.data(), text.size()) == 0)
            return slot.id;
        slot.id = log.intern(text);
        slot.size = static_cast<std::uint32_t>(text.size());
        std::memcpy(slot.text.data(), text.data(), text.size());
        return slot.id;
    }

  private:
    static constexpr std::size_t longest = 24;
    struct Slot {
        trace::TextId id = 0;
        std::uint32_t size = 0;
        std::array<char, longest> text{};
    };
    // Texts of one kind differ in their middle and end: "sleep(1)", "sleep(2)".
    static std::size_t place(std::string_view text) {
        auto const at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
        std::size_t const last = text.size() - 1;
        return (text.size() * 131U + at(0) * 31U + at(last / 2) * 7U + at(last - (last > 0 ? 1 : 0))) % 128;
    }

    std::array<Slot, 128> slots_;
};

} // namespace aio
