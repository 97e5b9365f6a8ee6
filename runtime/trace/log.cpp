#include "trace/log.hpp"

#include <algorithm>
#include <stdexcept>

namespace trace {

std::size_t Log::bytes() const {
    return events_.size() * sizeof(Packed) + times_.size() * sizeof(std::int64_t) +
           wide_.size() * sizeof(Wide);
}

void Log::begin_time(std::int64_t time) {
    times_.append(time);
    last_time_ = time;
}

Step Log::append_wide(Packed packed, Event const& event) {
    packed.value = static_cast<std::uint32_t>(wide_.append({event.value, event.line, event.source}));
    packed.kind |= wide_bit;
    return events_.append(packed);
}

TextId Log::intern(std::string_view text) {
    if (auto found = text_ids_.find(text); found != text_ids_.end()) return found->second;
    auto const id = add_text(text);
    text_ids_.emplace(texts_.back(), id);
    return id;
}

TextId Log::add_text(std::string_view text) {
    texts_.emplace_back(text);
    return static_cast<TextId>(texts_.size() - 1);
}

std::string_view Log::text(TextId id) const {
    return id < texts_.size() ? std::string_view(texts_[id]) : std::string_view{};
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

} // namespace trace
