// What real CPython did with each lesson and knob setting: recorded when Awaitscope was built, or shipped
// with the lesson.
#pragma once
#include "catalogue/program.hpp"
#include "trace/log.hpp"

#include <filesystem>
#include <optional>

namespace lesson {

// "<lesson>/<label of the knobs>.awt", under the folder of the references.
std::filesystem::path reference_path(Lesson const& lesson, Knobs const& knobs);

// The same in the lesson's own folder, which somebody else's lessons ship: "recordings/fast=1.awt".
std::filesystem::path shipped_path(Lesson const& lesson, Knobs const& knobs);

// $AWAITSCOPE_REFERENCES, else ../share/awaitscope/references beside the executable, else the build tree.
std::filesystem::path references_folder();

// The shipped one, or the one made at build. Nothing if there is none, if it is damaged, or if it recorded
// another text than this program's.
std::optional<trace::Log> reference(Lesson const& lesson, Knobs const& knobs, Program const& program);

} // namespace lesson
