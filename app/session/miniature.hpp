// A lesson's own scenario on the miniature asyncio, in this thread; a few ms.
#pragma once
#include "aio/run/program.hpp"
#include "catalogue/knobs.hpp"
#include "catalogue/lesson.hpp"
#include "session/recording.hpp"

namespace session {

// `options` say what it is made under (model, clock, schedule, interventions); where it is recorded and
// writes to is set here. Throws EngineError for a lesson that has none.
Recording run_miniature(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                        aio::ProgramOptions options = {});

} // namespace session
