#include "aio/base/schedule.hpp"

#include <charconv>
#include <cmath>
#include <limits>

namespace aio {

bool Schedule::is_default() const {
    return !last && took.empty() &&
           std::all_of(choices.begin(), choices.end(), [](std::uint32_t choice) { return choice == 0; });
}

namespace {

constexpr double second = 1e9; // ns

std::string join(auto const& values, auto text_of) {
    std::string text;
    for (auto const& value : values) text += (text.empty() ? "" : ",") + text_of(value);
    return text;
}

std::string seconds_text(std::int64_t ns) {
    if (ns < 0) return "-";
    char text[40];
    auto const end = std::to_chars(text, text + sizeof text, static_cast<double>(ns) / second);
    return {text, end.ptr};
}

// Words with commas between; false if `take` refuses one.
bool each_word(std::string_view text, auto take) {
    while (!text.empty()) {
        auto const comma = std::min(text.find(','), text.size());
        bool const more = comma < text.size();
        if (more && comma + 1 == text.size()) return false;
        if (!take(text.substr(0, comma), more)) return false;
        text.remove_prefix(more ? comma + 1 : comma);
    }
    return true;
}

bool read(std::string_view word, auto& value) {
    auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    return error == std::errc() && end == word.data() + word.size();
}

std::string_view cut_at(std::string_view& text, char mark) {
    auto const place = text.find(mark);
    if (place == std::string_view::npos) return {};
    auto const rest = text.substr(place + 1);
    text = text.substr(0, place);
    return rest;
}

} // namespace

std::string to_string(Schedule const& schedule) {
    if (schedule.is_default()) return {};
    auto const number = [](std::uint32_t value) { return std::to_string(value); };
    std::string text = join(schedule.choices, number);
    if (schedule.last) text += text.empty() ? "last" : ",last";
    if (!schedule.outside.empty()) text += "@" + join(schedule.outside, number);
    if (!schedule.took.empty()) text += "=" + join(schedule.took, seconds_text);
    return text;
}

std::optional<Schedule> parse_schedule(std::string_view text) {
    Schedule schedule;
    bool const times = text.find('=') != std::string_view::npos;
    bool const lines = text.find('@') != std::string_view::npos;
    std::string_view const took = cut_at(text, '=');
    std::string_view const outside = cut_at(text, '@');
    bool const good =
        each_word(text,
                  [&](std::string_view word, bool more) {
                      schedule.last = word == "last" && !more;
                      return schedule.last || read(word, schedule.choices.emplace_back());
                  }) &&
        each_word(outside,
                  [&](std::string_view word, bool) { return read(word, schedule.outside.emplace_back()); }) &&
        each_word(took, [&](std::string_view word, bool) {
            double seconds = 0;
            bool const known = word == "-" || (read(word, seconds) && seconds >= 0 && seconds < 1e9);
            schedule.took.push_back(word == "-" ? -1
                                                : static_cast<std::int64_t>(std::llround(seconds * second)));
            return known;
        });
    if (!good || lines == schedule.outside.empty() || times == schedule.took.empty() || (times && !lines))
        return std::nullopt;
    return schedule;
}

std::uint32_t Scheduling::decide(Choice what, std::size_t among) {
    std::uint32_t const last = static_cast<std::uint32_t>(among) - 1;
    std::size_t const place = decisions_.size();
    std::uint32_t const wanted =
        place < schedule_.choices.size() ? schedule_.choices[place] : (schedule_.last ? last : 0);
    std::uint32_t const taken = std::min(wanted, last);
    auto const* const recorder = execution.recorder;
    decisions_.push_back(
        {what, static_cast<std::uint32_t>(among), taken, recorder ? recorder->log->size() : 0});
    return taken;
}

std::uint16_t Scheduling::begin_sleep(std::uint32_t line, std::int64_t now, std::int64_t& length) {
    auto const& lines = schedule_.outside;
    if (std::find(lines.begin(), lines.end(), line) == lines.end() || length <= 0) return 0;
    if (sleeps_.size() == std::numeric_limits<std::uint16_t>::max())
        return 0; // the rest take what is written
    std::size_t const place = sleeps_.size();
    std::int64_t const written = length;
    if (place < schedule_.took.size() && schedule_.took[place] >= 0) length = schedule_.took[place];
    sleeps_.push_back({now, written, length});
    return static_cast<std::uint16_t>(place + 1);
}

void Scheduling::end_sleep_at(std::uint16_t number, std::int64_t moment) {
    OutsideSleep& sleep = sleeps_[number - 1U];
    sleep.took = moment - sleep.began;
}

std::int64_t Scheduling::end_of_sleep_later(std::uint16_t number, std::int64_t moment) {
    OutsideSleep const& sleep = sleeps_[number - 1U];
    return sleep.began + ((moment - sleep.began) / sleep.written + 1) * sleep.written;
}

Schedule Scheduling::settled() const {
    Schedule settled = schedule_;
    if (!decides_sleeps()) return settled;
    settled.choices.clear();
    settled.last = false;
    for (Decision const& decision : decisions_)
        if (decision.what != Choice::sleeps) settled.choices.push_back(decision.taken);
    while (!settled.choices.empty() && settled.choices.back() == 0) settled.choices.pop_back();
    for (OutsideSleep const& sleep : sleeps_)
        settled.took.push_back(sleep.took == sleep.written ? -1 : sleep.took);
    while (!settled.took.empty() && settled.took.back() < 0) settled.took.pop_back();
    if (settled.took.empty()) settled.outside.clear();
    return settled;
}

} // namespace aio
