#include "trace/writer.hpp"

#include "trace/json.hpp"
#include "trace/reader.hpp"

#include <charconv>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace trace {
namespace {

void append_number(std::string& out, std::int64_t number) {
    char digits[24];
    auto const end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    out.append(digits, end);
}

void append_header(std::string& out, Header const& header) {
    out += "{\"awaitscope\":";
    append_number(out, header.format);
    auto const key = [&](std::string_view name) {
        out += ",\"";
        out += name;
        out += "\":";
    };
    auto const field = [&](std::string_view name, std::string_view value) {
        key(name);
        append_json(out, value);
    };
    field("engine", header.engine);
    field("version", header.version);
    field("clock", header.clock);
    field("program", header.program);
    out += ",\"arguments\":[";
    for (auto const& argument : header.arguments) {
        if (out.back() != '[') out += ',';
        append_json(out, argument);
    }
    out += "],\"knobs\":{";
    for (auto const& [name, value] : header.knobs) {
        if (out.back() != '{') out += ',';
        append_json(out, name);
        out += ':';
        append_json(out, value);
    }
    out += '}';
    if (!header.model.empty()) field("model", header.model);
    if (!header.schedule.empty()) field("schedule", header.schedule);
    if (!header.interventions.empty()) {
        out += ",\"interventions\":[";
        for (auto const& intervention : header.interventions) {
            if (out.back() != '[') out += ',';
            append_json(out, intervention);
        }
        out += ']';
    }
    auto const whole_number = [&](std::string_view name, std::int64_t value) {
        if (value == 0) return;
        key(name);
        append_number(out, value);
    };
    whole_number("wall", header.wall);
    whole_number("pid", header.pid);
    if (!header.level.empty()) field("level", header.level);
    if (!header.parent.empty()) field("parent", header.parent);
    out += "}\n";
}

void append_list(std::string& out, std::string_view table, std::uint64_t number) {
    out += "[\"";
    out += table;
    out += "\",";
    append_number(out, static_cast<std::int64_t>(number));
}

void append_source(std::string& out, std::size_t index, Source const& source) {
    append_list(out, "source", index);
    out += ',';
    append_json(out, source.name);
    out += ',';
    append_json(out, source.text);
    out += ",[";
    for (auto const line : source.revisited) {
        if (out.back() != '[') out += ',';
        append_number(out, line);
    }
    out += "]]\n";
}

void append_text(std::string& out, TextId id, std::string_view text) {
    append_list(out, "text", id);
    out += ',';
    append_json(out, text);
    out += "]\n";
}

void append_event(std::string& out, Log const& log, Event const& event) {
    out += '[';
    append_number(out, event.time);
    out += ',';
    append_json(out, log.kind_name(event.kind));
    out += ",\"";
    out += to_string(event.subject);
    out += "\",\"";
    out += to_string(event.object);
    out += "\",";
    append_number(out, event.value);
    out += ',';
    append_number(out, event.line);
    out += ',';
    append_number(out, event.source);
    out += "]\n";
}

void append_end(std::string& out, Step events, End const& end) {
    append_list(out, "end", events);
    out += ',';
    append_number(out, end.exit_code);
    out += ',';
    append_json(out, end.error);
    out += "]\n";
}

} // namespace

void write(Log const& log, std::ostream& out) {
    std::string buffer;
    append_header(buffer, log.header());
    std::size_t index = 0;
    for (auto const& source : log.sources()) append_source(buffer, ++index, source);

    for (std::uint32_t thread = 1; thread <= log.thread_count(); ++thread) {
        append_list(buffer, "thread", thread);
        buffer += ',';
        append_json(buffer, log.thread_name(thread));
        buffer += "]\n";
    }
    auto snapshot = log.snapshots().begin();
    std::uint32_t thread = 1;
    TextId next_text = 1;
    for (Step step = 0; step < log.size(); ++step) {
        for (; snapshot != log.snapshots().end() && snapshot->first == step; ++snapshot) {
            append_list(buffer, "segment", snapshot->count);
            buffer += "]\n";
        }
        if (auto const now = log.thread_at(step); now != thread) {
            thread = now;
            append_list(buffer, "in", thread);
            buffer += "]\n";
        }
        Event const& event = log[step];
        // Texts are numbered in order of first use, so all up to this event's own have been needed.
        if (value_is_text(event.kind))
            for (; next_text <= event.text() && next_text < log.text_count(); ++next_text)
                append_text(buffer, next_text, log.text(next_text));
        append_event(buffer, log, event);
        if (buffer.size() > 1U << 20U) {
            out << buffer;
            buffer.clear();
        }
    }
    if (log.end()) append_end(buffer, log.size(), *log.end());
    out << buffer;
}

void save(Log const& log, std::filesystem::path const& path) {
    auto const fail = [&](std::string const& why) {
        throw FileError("Cannot write " + path.string() + ": " + why + ".");
    };
    if (std::filesystem::is_directory(path)) fail("it is a folder; name a file in it");
    // Renaming over a device or a pipe would put a file in its place.
    if (std::filesystem::exists(path) && !std::filesystem::is_regular_file(path))
        fail("it is a device or a pipe; name a file");
    auto part = path;
    part += ".part" + std::to_string(::getpid());
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    if (!out) fail("its folder does not exist or may not be written to");
    write(log, out);
    out.close();
    std::error_code error;
    if (out) std::filesystem::rename(part, path, error);
    if (!out || error) {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        fail(error ? error.message() : "the disk may be full");
    }
}

void trim(std::filesystem::path const& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    auto whole = static_cast<std::streamoff>(file.tellg());
    for (char last = 0; whole > 0; --whole) {
        file.seekg(whole - 1);
        if (file.get(last) && last == '\n') break;
    }
    std::error_code error;
    if (file) std::filesystem::resize_file(path, static_cast<std::uintmax_t>(whole), error);
}

void complete(std::filesystem::path const& path, Step events, End const& end) {
    std::string line;
    append_end(line, events, end);
    std::ofstream file(path, std::ios::binary | std::ios::in | std::ios::ate); // `in`: it is there already
    file << line;
    file.close();
    if (!file) throw FileError("Cannot write the end of " + path.string() + "; the disk may be full.");
}

} // namespace trace
