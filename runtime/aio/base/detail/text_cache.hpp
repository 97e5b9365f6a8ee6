// The texts that a run records again and again, found without the log's hash table, and most of them without
// being made: a text that is made costs more than the event it stands in.
#pragma once
#include "trace/log.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace aio {

// The most frequent ones.
enum class Word : std::uint8_t { step, wakeup, none, result_none, yes, no };
constexpr std::array<std::string_view, 6> spellings{"step", "wakeup", "None", "result None", "True", "False"};
constexpr std::string_view spelling(Word word) { return spellings[static_cast<std::size_t>(word)]; }

class WordTexts {
  public:
    trace::TextId intern(trace::Log& log, Word word) {
        auto const place = static_cast<std::size_t>(word);
        if (ids_[place] == 0) [[unlikely]]
            ids_[place] = log.intern(spelling(word));
        return ids_[place];
    }

  private:
    std::array<trace::TextId, spellings.size()> ids_{};
};

// Texts that follow from two words: "sleep(1)" from a function and a number.
class KeyedTexts {
  public:
    // `make` gives the text's number in the log if it is not known.
    template <typename Make>
    trace::TextId find(void const* what, std::uint64_t number, Make&& make) {
        Slot& slot = slots_[place(what, number)];
        if (slot.what != what || slot.number != number) [[unlikely]] {
            trace::TextId const id = make();
            slot = {what, number, id};
        }
        return slot.id;
    }

  private:
    struct Slot {
        void const* what = nullptr;
        std::uint64_t number = 0;
        trace::TextId id = 0;
    };
    static std::size_t place(void const* what, std::uint64_t number) {
        return (reinterpret_cast<std::uintptr_t>(what) ^ number) * 0x9E3779B97F4A7C15ULL >> 58U;
    }

    std::array<Slot, 64> slots_;
};

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
        std::size_t const sum = at(0) * std::size_t{31} + at(last / 2) * std::size_t{7};
        return (text.size() * 131U + sum + at(last - (last > 0 ? 1 : 0))) % 128;
    }

    std::array<Slot, 128> slots_;
};

} // namespace aio
