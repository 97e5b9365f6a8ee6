// What real CPython did with each lesson and knob setting, recorded when Awaitscope was built.
#pragma once
#include "catalogue/program.hpp"
#include "trace/log.hpp"

#include <filesystem>
#include <optional>

namespace lesson {

// "<lesson>/<label of the knobs>.awt", under the folder of the references.
std::filesystem::path reference_path(Lesson const& lesson, Knobs const& knobs);

// $AWAITSCOPE_REFERENCES, else ../share/awaitscope/references beside the executable, else the build tree.
std::filesystem::path references_folder();

// Nothing if there is none, if it is damaged, or if it recorded another text than this program's.
std::optional<trace::Log> reference(Lesson const& lesson, Knobs const& knobs, Program const& program);

} // namespace lesson
