#include "trace/log.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <stdexcept>

namespace trace {

std::size_t Log::bytes() const {
    return events_.size() * sizeof(Packed) + moments_.size() * sizeof(Moment) + wide_.size() * sizeof(Wide);
}

void Log::append_slowly(Event const& event, bool narrow) {
    if (event.time != last_time_) {
        moments_.append({size(), event.time});
        last_time_ = event.time;
    }
    if (events_.full()) events_.begin_chunk();
    auto value = static_cast<std::uint32_t>(event.value);
    std::uint32_t place = event.line | static_cast<std::uint32_t>(event.source) << 16U;
    if (!narrow) {
        value = static_cast<std::uint32_t>(wide_.append({event.value, event.line, event.source}));
        place = wide_bit << 24U;
    }
    append_packed(event.kind, event.subject, event.object, value, place);
}

std::int64_t Log::time_at(Step step) const {
    std::uint64_t const count = moments_.size();
    if (count == 0 || step < moments_[0].first) return 0;
    auto const holds = [&](std::uint64_t moment) {
        return moment < count && moments_[moment].first <= step &&
               (moment + 1 == count || step < moments_[moment + 1].first);
    };
    std::uint64_t const guess = moment_guess_.get();
    for (std::uint64_t const near : {guess, guess + 1, guess - 1})
        if (holds(near)) {
            if (near != guess) moment_guess_.set(near);
            return moments_[near].time;
        }
    std::uint64_t from = 0;
    for (std::uint64_t length = count; length > 1;) {
        std::uint64_t const half = length / 2;
        if (moments_[from + half].first <= step) from += half;
        length -= half;
    }
    moment_guess_.set(from);
    return moments_[from].time;
}

TextId Log::intern(std::string_view text) {
    if (auto found = text_ids_.find(text); found != text_ids_.end()) return found->second;
    auto const id = add_text(text);
    text_ids_.emplace(this->text(id), id);
    return id;
}

TextId Log::add_text(std::string_view text) {
    return text_ends(std::copy(text.begin(), text.end(), room_for_text(text.size())));
}

TextId Log::add_text(std::string_view letters, std::uint64_t number) {
    std::size_t const size = letters.size() + std::numeric_limits<std::uint64_t>::digits10 + 1;
    char* const number_begins = std::copy(letters.begin(), letters.end(), room_for_text(size));
    return text_ends(std::to_chars(number_begins, free_ + size, number).ptr);
}

char* Log::room_for_text(std::size_t size) {
    constexpr std::size_t block_size = std::size_t{1} << 16U;
    if (size > free_size_) {
        free_size_ = std::max(block_size, size);
        free_ = blocks_.emplace_back(std::make_unique_for_overwrite<char[]>(free_size_)).get();
    }
    return free_;
}

TextId Log::text_ends(char const* end) {
    auto const size = static_cast<std::size_t>(end - free_);
    auto const index = texts_.append({free_, size});
    free_ += size;
    free_size_ -= size;
    return static_cast<TextId>(index + 1);
}

std::string_view Log::text(TextId id) const {
    return id > 0 && id <= texts_.size() ? texts_[id - 1] : std::string_view{};
}

std::uint16_t Log::add_source(Source source) {
    if (sources_.size() >= 0xFFFF) throw std::length_error("a trace holds at most 65535 source files");
    sources_.push_back(std::move(source));
    return static_cast<std::uint16_t>(sources_.size());
}

Source const* Log::source(std::uint16_t index) const {
    return index >= 1 && index <= sources_.size() ? &sources_[index - 1U] : nullptr;
}

Kind Log::kind(std::string_view name) {
    if (auto known = kind_named(name)) return *known;
    auto found = std::find(newer_kinds_.begin(), newer_kinds_.end(), name);
    auto const index = static_cast<std::size_t>(found - newer_kinds_.begin());
    if (known_kinds + index > 0x7F) throw std::length_error("more kinds of event than a trace can hold");
    if (found == newer_kinds_.end()) newer_kinds_.emplace_back(name);
    return static_cast<Kind>(known_kinds + index);
}

std::string_view Log::kind_name(Kind kind) const {
    auto const index = static_cast<std::size_t>(kind);
    if (index < known_kinds) return name_of(kind);
    return index - known_kinds < newer_kinds_.size() ? std::string_view(newer_kinds_[index - known_kinds])
                                                     : std::string_view{};
}

void Log::name_thread(std::uint32_t thread, std::string name) {
    if (thread > thread_names_.size()) thread_names_.resize(thread);
    if (thread > 0) thread_names_[thread - 1] = std::move(name);
}

std::string_view Log::thread_name(std::uint32_t thread) const {
    return thread >= 1 && thread <= thread_names_.size() ? std::string_view(thread_names_[thread - 1])
                                                         : std::string_view{};
}

void Log::next_in_thread(std::uint32_t thread) {
    std::uint32_t const before = threads_.empty() ? 1 : threads_.back().second;
    if (thread == before) return;
    if (!threads_.empty() && threads_.back().first == size())
        threads_.back().second = thread;
    else
        threads_.emplace_back(size(), thread);
}

std::uint32_t Log::thread_at(Step step) const {
    auto const after = std::upper_bound(threads_.begin(), threads_.end(), step,
                                        [](Step at, auto const& change) { return at < change.first; });
    return after == threads_.begin() ? 1 : std::prev(after)->second;
}

} // namespace trace
