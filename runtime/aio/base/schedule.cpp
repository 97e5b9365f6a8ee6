#include "aio/base/schedule.hpp"

#include <charconv>

namespace aio {

bool Schedule::is_default() const {
    return !last &&
           std::all_of(choices.begin(), choices.end(), [](std::uint32_t choice) { return choice == 0; });
}

std::string to_string(Schedule const& schedule) {
    if (schedule.is_default()) return {};
    std::string text;
    for (auto const choice : schedule.choices) text += (text.empty() ? "" : ",") + std::to_string(choice);
    if (schedule.last) text += text.empty() ? "last" : ",last";
    return text;
}

std::optional<Schedule> parse_schedule(std::string_view text) {
    Schedule schedule;
    while (!text.empty()) {
        auto const comma = std::min(text.find(','), text.size());
        auto const word = text.substr(0, comma);
        bool const more = comma < text.size();
        text.remove_prefix(more ? comma + 1 : comma);
        if (more && text.empty()) return std::nullopt;
        if (word == "last" && !more) {
            schedule.last = true;
            break;
        }
        std::uint32_t choice = 0;
        auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), choice);
        if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
        schedule.choices.push_back(choice);
    }
    return schedule;
}

std::uint32_t Scheduling::decide(Choice what, std::size_t among) {
    std::uint32_t const last = static_cast<std::uint32_t>(among) - 1;
    std::size_t const place = decisions_.size();
    std::uint32_t const wanted =
        place < schedule_.choices.size() ? schedule_.choices[place] : (schedule_.last ? last : 0);
    std::uint32_t const taken = std::min(wanted, last);
    decisions_.push_back({what, static_cast<std::uint32_t>(among), taken});
    return taken;
}

} // namespace aio
