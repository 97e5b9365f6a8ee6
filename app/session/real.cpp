#include "session/real.hpp"

#include "catalogue/scenarios.hpp"
#include "kept/file.hpp"
#include "session/agreeing.hpp"
#include "session/recording.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

namespace session {

namespace {

// It need not be there.
std::filesystem::path real_program(lesson::Lesson const& lesson) { return lesson.folder / "real.py"; }

} // namespace

bool may_open_real(Session const& session) {
    std::error_code error;
    return session.lesson && session.on_cpython &&
           lesson::scenario_of(session.lesson->entry->id) != nullptr &&
           std::filesystem::is_regular_file(real_program(*session.lesson->entry), error);
}

void open_real(Session& session) {
    auto const& entry = *session.lesson->entry;
    lesson::Lesson real;
    real.id = entry.id + " on the real packages";
    real.program = kept::read_file(real_program(entry)).value_or("");
    await_run(session, {&entry, {}, {}}, real, true);
}

void open_real_run(Session& session, trace::Log log) {
    std::string const problem = log.end() ? log.end()->error : std::string();
    if (problem.starts_with("ModuleNotFoundError"))
        throw EngineError(
            "This needs packages that are not installed (" + problem +
            "). Install them: sudo apt-get install python3-starlette python3-uvicorn python3-httpx");
    open_run(session, make_run(std::move(log)));
}

} // namespace session
