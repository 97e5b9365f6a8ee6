#include "trace/reader.hpp"

#include "trace/follower.hpp"
#include "trace/shorthand.hpp"

#include <cstring>
#include <fstream>
#include <limits>
#include <simdjson.h>
#include <sstream>
#include <sys/stat.h>
#include <unordered_map>

namespace trace {
namespace {

namespace dom = simdjson::dom;

// A line of the file that does not say what it should; the message completes "line N: ".
struct BadLine : std::runtime_error {
    using std::runtime_error::runtime_error;
};

template <typename T>
T field(dom::element element, char const* what) {
    T value;
    if (element.get(value) != simdjson::SUCCESS) throw BadLine(std::string("it has no proper ") + what);
    return value;
}

template <typename T>
T number(dom::element element, char const* what) {
    auto const value = field<std::int64_t>(element, what);
    if (value < std::int64_t{std::numeric_limits<T>::min()} ||
        static_cast<std::uint64_t>(std::max<std::int64_t>(value, 0)) >
            std::uint64_t{std::numeric_limits<T>::max()})
        throw BadLine(std::string("its ") + what + " is out of range");
    return static_cast<T>(value);
}

class FileReader {
  public:
    FileReader(std::string name, Log& into) : log(into), name_(std::move(name)) {}

    void read(std::string_view bytes) {
        padded_ = simdjson::padded_string(bytes);
        position_ = 0;
        if (line_ == 0) read_header();
        while (position_ < padded_.size() && problem.empty()) read_next();
    }

    std::string cut() const {
        std::ostringstream sentence;
        sentence << name_ << " was cut off after line " << line_
                 << ", or its program still runs: " << events() << " could be read.";
        return sentence.str();
    }

    Log& log;
    std::string problem; // of damage

  private:
    std::string_view next_line() {
        ++line_;
        char const* begin = padded_.data() + position_;
        auto const rest = padded_.size() - position_;
        auto const* newline = static_cast<char const*>(std::memchr(begin, '\n', rest));
        ended_ = newline != nullptr;
        auto const length = newline ? static_cast<std::size_t>(newline - begin) : rest;
        position_ += length + (newline ? 1 : 0);
        return {begin, length};
    }

    std::string events() const {
        auto const size = log.size();
        return std::to_string(size) + (size == 1 ? " event" : " events");
    }

    dom::element parse(std::string_view line) {
        dom::element element;
        // The bytes after the line are the rest of the padded file, so simdjson may read past its end.
        auto const error = parser_.parse(line.data(), line.size(), false).get(element);
        if (error != simdjson::SUCCESS) throw BadLine("it is not valid JSON");
        return element;
    }

    void read_header() {
        auto const not_a_trace = [&](std::string const& why) {
            throw FileError(name_ + " is not an Awaitscope trace: " + why +
                            ". Make one with: awaitscope record PROGRAM.py -o FILE.awt");
        };
        if (padded_.size() == 0) not_a_trace("it is empty");
        auto const line = next_line();
        dom::object object;
        std::int64_t format = 0;
        dom::element element;
        if (parser_.parse(line.data(), line.size(), false).get(element) != simdjson::SUCCESS ||
            element.get(object) != simdjson::SUCCESS || object["awaitscope"].get(format) != simdjson::SUCCESS)
            not_a_trace("its first line is not a header like {\"awaitscope\":1,...}");
        if (format < 1 || format > newest_format)
            throw FileError(name_ + " has format version " + std::to_string(format) +
                            ", and this Awaitscope reads up to version " + std::to_string(newest_format) +
                            ". Open it with a newer Awaitscope.");
        Header& header = log.header();
        header.format = static_cast<int>(format);
        auto text = [&](char const* key) {
            std::string_view value;
            return object[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
        };
        header.engine = text("engine");
        header.version = text("version");
        header.clock = text("clock");
        header.program = text("program");
        header.model = text("model");
        header.schedule = text("schedule");
        auto texts = [&](char const* key) {
            std::vector<std::string> list;
            dom::array array;
            if (object[key].get(array) == simdjson::SUCCESS)
                for (auto item : array) {
                    std::string_view value;
                    if (item.get(value) == simdjson::SUCCESS) list.emplace_back(value);
                }
            return list;
        };
        auto const whole_number = [&](char const* key) {
            std::int64_t value = 0;
            return object[key].get(value) == simdjson::SUCCESS ? value : 0;
        };
        header.wall = whole_number("wall");
        header.pid = whole_number("pid");
        header.level = text("level");
        header.parent = text("parent");
        header.arguments = texts("arguments");
        header.interventions = texts("interventions");
        dom::object knobs;
        if (object["knobs"].get(knobs) == simdjson::SUCCESS)
            for (auto [key, element_of_key] : knobs) {
                std::string_view value;
                if (element_of_key.get(value) == simdjson::SUCCESS) header.knobs.emplace(key, value);
            }
    }

    void read_next() {
        auto const line = next_line();
        if (line.empty()) return;
        try {
            if (log.end()) throw BadLine("it stands after the end line");
            read_record(parse(line));
        } catch (std::exception const& bad) {
            // The last line of a file that stops in mid-line is a cut, not damage.
            if (!ended_ && dynamic_cast<BadLine const*>(&bad)) {
                --line_;
                return;
            }
            std::ostringstream sentence;
            sentence << name_ << " is damaged at line " << line_ << ": " << bad.what() << ". The " << events()
                     << " before it could be read.";
            problem = sentence.str();
        }
    }

    void read_record(dom::element element) {
        auto const array = field<dom::array>(element, "array");
        dom::element items[10];
        std::size_t count = 0;
        for (auto item : array) {
            if (count == std::size(items)) throw BadLine("it has too many fields");
            items[count++] = item;
        }
        if (count == 0) throw BadLine("it is an empty array");
        if (items[0].is_string())
            read_table(field<std::string_view>(items[0], "name"), items, count);
        else
            read_event(items, count);
    }

    void read_table(std::string_view table, dom::element const* items, std::size_t count) {
        auto need = [&](std::size_t fields) {
            if (count != fields) throw BadLine("it needs " + std::to_string(fields) + " fields");
        };
        if (table == "text") {
            need(3);
            auto const id = number<TextId>(items[1], "text number");
            if (id == 0) throw BadLine("its text number is 0");
            auto const own = log.intern(field<std::string_view>(items[2], "text"));
            if (log.header().format == 1 && id > texts_.size() + 1)
                throw BadLine("its text number is not the next one");
            texts_[id] = own; // again, where whoever wrote it was interrupted, or a part of a ring begins
        } else if (table == "source") {
            need(5);
            if (number<std::uint16_t>(items[1], "source number") != log.sources().size() + 1)
                throw BadLine("its source number is not the next one");
            Source source;
            source.name = field<std::string_view>(items[2], "file name");
            source.text = field<std::string_view>(items[3], "program text");
            for (auto line : field<dom::array>(items[4], "list of lines"))
                source.revisited.push_back(number<std::uint32_t>(line, "line"));
            log.add_source(std::move(source));
        } else if (table == "end") {
            need(4);
            if (number<Step>(items[1], "count of events") != log.size())
                throw BadLine("it counts other events than the file holds");
            log.set_end({number<int>(items[2], "exit code"),
                         std::string(field<std::string_view>(items[3], "error"))});
        } else {
            read_of_a_real_run(table, items, need);
        }
    }

    template <typename Need>
    void read_of_a_real_run(std::string_view table, dom::element const* items, Need const& need) {
        if (table == "run") {
            need(10);
            StepBegin step;
            step.time = field<std::int64_t>(items[1], "time");
            step.handle = object_id(items[2], "handle");
            step.task = object_id(items[3], "task");
            step.woken_by = object_id(items[4], "future");
            step.how = number<std::uint32_t>(items[5], "way of beginning");
            step.coroutine = object_id(items[6], "coroutine");
            step.error = text_at(items[7]);
            step.line = number<std::uint32_t>(items[8], "line");
            step.source = source_at(items[9]);
            shorthand_.begin(step, thread_);
        } else if (table == "wait") {
            need(7);
            StepWait step;
            step.time = field<std::int64_t>(items[1], "time");
            step.coroutine = object_id(items[2], "coroutine");
            step.awaited = object_id(items[3], "future");
            step.words = text_at(items[4]);
            step.line = number<std::uint32_t>(items[5], "line");
            step.source = source_at(items[6]);
            if (!shorthand_.wait(step, thread_)) throw BadLine("it ends a step that did not begin");
        } else if (table == "turn") {
            need(4);
            shorthand_.turn(field<std::int64_t>(items[1], "time"), object_id(items[2], "loop"),
                            field<std::int64_t>(items[3], "count of handles"));
        } else if (table == "in") {
            need(2);
            thread_ = number<std::uint32_t>(items[1], "thread");
            log.next_in_thread(thread_);
        } else if (table == "thread") {
            need(3);
            auto const thread = number<std::uint16_t>(items[1], "thread");
            if (thread == 0) throw BadLine("its thread is 0");
            log.name_thread(thread, std::string(field<std::string_view>(items[2], "name")));
        } else if (table == "segment") {
            need(2);
            log.add_snapshot(number<Step>(items[1], "count of events"));
        }
        // A table of a newer version: nothing here refers to it.
    }

    TextId text_at(dom::element element) {
        auto const id = field<std::uint64_t>(element, "text number");
        if (id == 0) return 0;
        auto const found = texts_.find(id);
        if (found == texts_.end()) throw BadLine("its text is not in the file");
        return found->second;
    }

    std::uint16_t source_at(dom::element element) {
        auto const source = number<std::uint16_t>(element, "source");
        if (source > log.sources().size()) throw BadLine("its source is not in the file");
        return source;
    }

    ObjectId object_id(dom::element element, char const* what) {
        auto const id = parse_object_id(field<std::string_view>(element, what));
        if (!id) throw BadLine(std::string("its ") + what + " is not an id like t2");
        return *id;
    }

    void read_event(dom::element const* items, std::size_t count) {
        if (count != 7) throw BadLine("an event has 7 fields");
        Event event;
        event.time = field<std::int64_t>(items[0], "time");
        event.kind = log.kind(field<std::string_view>(items[1], "kind"));
        event.subject = object_id(items[2], "subject");
        event.object = object_id(items[3], "object");
        event.value = field<std::int64_t>(items[4], "value");
        event.line = number<std::uint32_t>(items[5], "line");
        event.source = source_at(items[6]);
        if (value_is_text(event.kind)) event.value = text_at(items[4]);
        log.append(event);
    }

    std::string name_;
    simdjson::padded_string padded_;
    dom::parser parser_;
    std::size_t position_ = 0;
    std::size_t line_ = 0;
    bool ended_ = true;
    std::unordered_map<std::uint64_t, TextId> texts_; // number in the file -> number in the log
    Shorthand shorthand_{log};
    std::uint32_t thread_ = 1;
};

} // namespace

Reading read(std::string_view bytes, std::string_view name) {
    Reading result;
    FileReader reader(std::string(name), result.log);
    reader.read(bytes);
    result.problem = std::move(reader.problem);
    if (result.problem.empty() && !result.log.end()) {
        result.problem = reader.cut();
        result.cut = true;
    }
    return result;
}

Reading load(std::filesystem::path const& path) {
    auto const fail = [&](char const* why) {
        throw FileError("Cannot open " + path.string() + ": " + why + ".");
    };
    if (!std::filesystem::exists(path))
        fail("there is no such file. Check the name, or make one with: awaitscope record PROGRAM.py -o "
             "FILE.awt");
    if (std::filesystem::is_directory(path)) fail("it is a folder; name an .awt file in it");
    std::ifstream in(path, std::ios::binary);
    if (!in) fail("you may not read it. Change that with chmod, or copy it to where you may");
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return read(bytes.view(), path.filename().string());
}

struct Follower::Reading {
    explicit Reading(std::filesystem::path where)
        : path(std::move(where)), log(std::make_shared<Log>()), reader(path.filename().string(), *log) {}

    std::filesystem::path path;
    std::shared_ptr<Log> log;
    FileReader reader;
    std::ifstream file;
    ino_t inode = 0;        // of it
    std::uint64_t read = 0; // bytes
    std::string rest;       // of them: a line that is not whole
    bool begun = false;

    // Another file under the name, or one that was begun again.
    bool replaced() const {
        struct stat now {};
        return file.is_open() && ::stat(path.c_str(), &now) == 0 &&
               (now.st_ino != inode || static_cast<std::uint64_t>(now.st_size) < read);
    }

    bool look() {
        if (!file.is_open()) {
            struct stat now {};
            if (::stat(path.c_str(), &now) != 0 || now.st_size == 0) return false;
            inode = now.st_ino;
            file.open(path, std::ios::binary);
            if (!file) throw FileError("Cannot open " + path.string() + ": you may not read it.");
        }
        std::ostringstream bytes;
        file.clear();
        file.seekg(static_cast<std::streamoff>(read));
        if (file.peek() == std::ifstream::traits_type::eof()) return false;
        bytes << file.rdbuf();
        read += bytes.view().size();
        rest += bytes.view();
        auto const whole = rest.rfind('\n') + 1; // npos + 1 is 0
        if (whole == 0 || !reader.problem.empty()) return false;
        reader.read(std::string_view(rest).substr(0, whole));
        rest.erase(0, whole);
        begun = true;
        return true;
    }
};

Follower::Follower(std::filesystem::path path) : reading_(std::make_unique<Reading>(std::move(path))) {}
Follower::~Follower() = default;
Follower::Follower(Follower&&) noexcept = default;
Follower& Follower::operator=(Follower&&) noexcept = default;

Follower::News Follower::look() {
    bool const anew = reading_->replaced();
    if (anew) reading_ = std::make_unique<Reading>(reading_->path);
    bool const grown = reading_->look();
    return anew ? News::anew : grown ? News::grown : News::none;
}

bool Follower::begun() const { return reading_->begun; }
std::shared_ptr<Log const> Follower::log() const { return reading_->log; }
std::string const& Follower::problem() const { return reading_->reader.problem; }
std::filesystem::path const& Follower::path() const { return reading_->path; }

} // namespace trace
