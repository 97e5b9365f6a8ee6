// Writes the program of every lesson and knob setting into a folder, for the recorder to run on CPython:
// FOLDER/<lesson>/<label of the knobs>.py, and FOLDER/list.tsv with a line for each:
// lesson, path without its ending, knobs that were set, separated by tabs. Files that would not change are
// left alone.
#include "catalogue/catalogue.hpp"
#include "catalogue/program.hpp"
#include "catalogue/references.hpp"

#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

void write_if_changed(std::filesystem::path const& path, std::string const& text) {
    std::ifstream old(path, std::ios::binary);
    if (old && std::string(std::istreambuf_iterator<char>(old), {}) == text) return;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary);
    out << text;
    if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

} // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::cerr << "usage: lesson_variants LESSONS_FOLDER OUTPUT_FOLDER\n";
        return 2;
    }
    try {
        std::filesystem::path const folder = arguments[2];
        lesson::Catalogue const lessons = lesson::catalogue(arguments[1]);
        std::string list;
        for (lesson::Lesson const& each : lessons.lessons)
            for (lesson::Knobs const& knobs : lesson::all_samples(each)) {
                std::filesystem::path path = lesson::reference_path(each, knobs);
                write_if_changed(folder / path.replace_extension(".py"), lesson::variant(each, knobs).text);
                list.append(each.id).append("\t").append(path.replace_extension().string());
                for (auto const& [name, value] : lesson::changed(each, knobs))
                    list.append("\t").append(name).append("=").append(value);
                list += "\n";
            }
        write_if_changed(folder / "list.tsv", list);
        for (lesson::BrokenLesson const& broken : lessons.broken) std::cerr << broken.problem << "\n";
        return 0;
    } catch (std::exception const& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
