// Reading the tasks of a lesson: [[goal]].
#pragma once
#include "catalogue/lesson.hpp"
#include "catalogue/table.hpp"

namespace lesson {

// The lesson's knobs and program must be there. Throws LessonError.
void load_goals(Table const& top, Lesson& lesson);

} // namespace lesson
