// The [[knob]] tables of lesson.toml.
#pragma once
#include "catalogue/lesson.hpp"
#include "catalogue/table.hpp"

#include <vector>

namespace lesson {

std::vector<Knob> load_knobs(Table const& top);

// Throws LessonError for a knob or a value in `only` that the lesson does not have.
void check(Only const& only, Lesson const& lesson, Table const& table);

} // namespace lesson
