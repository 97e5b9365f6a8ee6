// Reading a lesson's folder.
#pragma once
#include "catalogue/lesson.hpp"

namespace lesson {

// Reads and checks a lesson's folder, with every sample of its knobs. Throws LessonError.
Lesson load(std::filesystem::path const& folder);

} // namespace lesson
