// What is kept, as the text of files that a person can read (TOML).
#pragma once
#include "kept/kept.hpp"

#include <stdexcept>
#include <string>

namespace kept {

// A text that is no TOML; what() says where and why.
struct Damaged : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::string settings_text(Settings const& settings);
std::string progress_text(Progress const& progress);
std::string recent_text(Recent const& recent);
// The answers alone, to be handed in: neither where one was nor with which knobs.
std::string answers_text(Progress const& progress);

// What has another type than it should, or is unknown, counts as not there.
Settings read_settings(std::string const& text);
Progress read_progress(std::string const& text); // of answers_text too
Recent read_recent(std::string const& text);

} // namespace kept
