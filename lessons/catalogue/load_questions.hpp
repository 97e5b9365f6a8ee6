// Reading what a lesson says and asks: [[step]], [[question]], [[unasked]] and [[watch]].
#pragma once
#include "catalogue/lesson.hpp"
#include "catalogue/table.hpp"

namespace lesson {

// The lesson's knobs and program must be there. All throw LessonError.
void load_steps(Table const& top, Lesson& lesson); // also needs_python, outside and watch
void load_questions(Table const& top, Lesson& lesson);

// `asked`, `decided`, `kind` and `of` of a question or goal.
Asked asked_of(Table const& table, Lesson const& lesson);
// Throws if it is a line past the end of the program.
Moment moment_of(Table const& table, std::string_view key, Lesson const& lesson);

} // namespace lesson
