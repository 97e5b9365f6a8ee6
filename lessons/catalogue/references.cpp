#include "catalogue/references.hpp"

#include "catalogue/installed.hpp"
#include "trace/reader.hpp"

#include <system_error>
#include <utility>

namespace lesson {

std::filesystem::path references_folder() {
    return installed("AWAITSCOPE_REFERENCES", "references", AWAITSCOPE_REFERENCES_FOLDER);
}

std::filesystem::path reference_path(Lesson const& lesson, Knobs const& knobs) {
    return std::filesystem::path(lesson.id) / (label(knobs) + ".awt");
}

std::filesystem::path shipped_path(Lesson const& lesson, Knobs const& knobs) {
    return lesson.folder / "recordings" / (label(knobs) + ".awt");
}

namespace {

std::optional<trace::Log> whole_recording(std::filesystem::path const& path, std::string const& program) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
    try {
        trace::Reading reading = trace::load(path);
        bool const whole = reading.problem.empty() && reading.log.end().has_value();
        if (!whole || reading.log.sources().empty() || reading.log.sources().front().text != program)
            return std::nullopt;
        return std::move(reading.log);
    } catch (trace::FileError const&) {
        return std::nullopt;
    }
}

} // namespace

std::optional<trace::Log> reference(Lesson const& lesson, Knobs const& knobs, Program const& program) {
    if (auto shipped = whole_recording(shipped_path(lesson, knobs), program.text)) return shipped;
    return whole_recording(references_folder() / reference_path(lesson, knobs), program.text);
}

} // namespace lesson
