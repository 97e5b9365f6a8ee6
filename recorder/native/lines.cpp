#include "lines.hpp"

#include "records.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace native {
namespace {

constexpr Py_ssize_t longest = 200;      // as in recording.py
constexpr Py_ssize_t most_texts = 20000; // as in sink.py

class Writer {
  public:
    Writer(PyObject* texts, PyObject* threads, PyObject* sink, long inside, long long start)
        : texts(texts), threads(threads), sink(sink), inside(inside), start(start) {}
    bool write(PyObject* record);

    std::string out;
    long events = 0;
    long thread() const { return inside; }

  private:
    bool in_thread(unsigned long ident);
    bool known(Record const& record);
    bool seldom(PyObject* record);
    bool extra(Ref const& lines); // lines that Python made
    bool number(PyObject* text, bool whole, Ref& number);
    template <std::size_t size>
    void add(char const (&words)[size]) {
        out.append(words, size - 1);
    }
    void add(std::string_view words) { out += words; }
    void add(long long value);
    void add(PyObject* value); // a number, or an id
    template <class... Parts>
    void line(Parts const&... parts) {
        (add(parts), ...);
    }

    PyObject *texts, *threads, *sink;
    long inside;
    long long start;
    unsigned long ident = 0; // of the record before
};

void Writer::add(long long value) {
    std::array<char, 24> digits{};
    out.append(digits.data(), std::to_chars(digits.begin(), digits.end(), value).ptr);
}

void Writer::add(PyObject* value) {
    if (PyLong_Check(value)) {
        int overflow = 0;
        long long const number = PyLong_AsLongLongAndOverflow(value, &overflow);
        if (overflow == 0) return add(number);
    }
    if (PyUnicode_Check(value) && PyUnicode_IS_COMPACT_ASCII(value)) {
        out.append(reinterpret_cast<char const*>(PyUnicode_1BYTE_DATA(value)),
                   static_cast<std::size_t>(PyUnicode_GET_LENGTH(value)));
        return;
    }
    Ref const words = PyUnicode_Check(value) ? Ref::shared(value) : Ref(PyObject_Str(value));
    Py_ssize_t size = 0;
    char const* const bytes = words ? PyUnicode_AsUTF8AndSize(words.get(), &size) : nullptr;
    if (bytes != nullptr) out.append(bytes, static_cast<std::size_t>(size));
}

bool Writer::extra(Ref const& lines) {
    if (!lines || !PyList_Check(lines.get())) return false;
    for (Py_ssize_t place = 0; place < PyList_GET_SIZE(lines.get()); ++place) {
        Ref const bytes(
            PyUnicode_AsEncodedString(PyList_GET_ITEM(lines.get(), place), "utf-8", "backslashreplace"));
        if (!bytes) return false;
        out.append(PyBytes_AS_STRING(bytes.get()), static_cast<std::size_t>(PyBytes_GET_SIZE(bytes.get())));
    }
    return true;
}

bool Writer::in_thread(unsigned long asked) {
    if (asked == ident) return true;
    ident = asked;
    Ref const key(PyLong_FromUnsignedLong(asked));
    if (!key) return false;
    PyObject* known = PyDict_GetItemWithError(threads, key.get());
    Ref made;
    if (known == nullptr) {
        Ref const list(PyList_New(0));
        made = Ref(PyObject_CallMethod(sink, "_new_thread", "OO", key.get(), list.get()));
        if (!made || !extra(list)) return false;
        known = made.get();
    }
    long const number = PyLong_AsLong(known);
    if (number != inside) line("[\"in\",", static_cast<long long>(number), "]\n");
    inside = number;
    return true;
}

// Of a text that is announced if it is new. One that is longer than most is cut, unless it is to be whole.
bool Writer::number(PyObject* text, bool whole, Ref& number) {
    if (!PyUnicode_Check(text) || PyUnicode_GET_LENGTH(text) == 0) {
        number = Ref(PyLong_FromLong(0));
        return static_cast<bool>(number);
    }
    if (whole || PyUnicode_GET_LENGTH(text) <= longest) {
        number = Ref::shared(PyDict_GetItemWithError(texts, text));
        if (number) return true;
    }
    Py_ssize_t const numbered = PyDict_GET_SIZE(texts);
    bool const known_letters =
        PyUnicode_IS_ASCII(text) && PyUnicode_GET_LENGTH(text) <= longest && numbered < most_texts;
    std::string_view const letters =
        known_letters ? std::string_view(reinterpret_cast<char const*>(PyUnicode_1BYTE_DATA(text)),
                                         static_cast<std::size_t>(PyUnicode_GET_LENGTH(text)))
                      : std::string_view();
    if (known_letters && std::all_of(letters.begin(), letters.end(),
                                     [](char c) { return c >= ' ' && c != '"' && c != '\\'; })) {
        number = Ref(PyLong_FromSsize_t(numbered + 1));
        if (!number || PyDict_SetItem(texts, text, number.get()) < 0) return false;
        line("[\"text\",", number.get(), ",\"", letters, "\"]\n");
        return true;
    }
    Ref const list(PyList_New(0));
    number =
        Ref(PyObject_CallMethod(sink, "_number_of", "OOO", text, whole ? Py_True : Py_False, list.get()));
    return number && extra(list);
}

bool Writer::seldom(PyObject* record) {
    Ref const list(PyList_New(0));
    Ref const count(PyObject_CallMethod(sink, "_seldom", "OO", record, list.get()));
    if (!count || !extra(list)) return false;
    events += PyLong_AsLong(count.get());
    return true;
}

// By how a step begins (EVENTS.md): handle.due, task.wakeup, task.deliver.
long events_of(long how) { return ((how & 16) != 0) + ((how & 8) != 0) + ((how & 4) != 0); }

bool Writer::write(PyObject* object) {
    if (Py_TYPE(object) == record_type) return known(*reinterpret_cast<Record*>(object));
    if (!PyTuple_Check(object) || PyTuple_GET_SIZE(object) < 2) return false;
    if (!in_thread(PyLong_AsUnsignedLong(PyTuple_GET_ITEM(object, 1)))) return false;
    long const kind = PyLong_AsLong(PyTuple_GET_ITEM(object, 0));
    constexpr std::array<int, 6> sizes = {6, 6, 8, 5, 2, 5};
    auto const count = static_cast<int>(PyTuple_GET_SIZE(object)) - 3;
    if (kind < 0 || kind >= 6 || count != sizes[static_cast<std::size_t>(kind)]) return seldom(object);
    Record record{};
    record.kind = static_cast<Kind>(kind);
    record.thread = ident;
    record.time = PyLong_AsLongLong(PyTuple_GET_ITEM(object, 2));
    for (int place = 0; place < count; ++place) record.fields[place] = PyTuple_GET_ITEM(object, place + 3);
    return known(record);
}

bool Writer::known(Record const& record) {
    if (!in_thread(record.thread)) return false;
    long long const time = record.time - start;
    PyObject* const* const field = record.fields;
    Ref text;
    ++events;
    switch (record.kind) {
    case Kind::ready:
        if (!number(field[2], true, text)) return false;
        line("[", time, ",\"handle.ready\",\"h", field[0], "\",\"", field[1], "\",", text.get(), ",",
             field[3], ",", field[4], "]\n");
        break;
    case Kind::run:
        if (!number(field[5], true, text)) return false;
        line("[\"run\",", time, ",\"h", field[0], "\",\"", field[1], "\",\"", field[2], "\",", field[3],
             ",\"", field[4], "\",", text.get(), ",", field[6], ",", field[7], "]\n");
        events += 1 + events_of(PyLong_AsLong(field[3])) + (PyUnicode_GetLength(field[4]) > 0 ? 1 : 0);
        break;
    case Kind::wait:
        if (!number(field[2], false, text)) return false;
        line("[\"wait\",", time, ",\"", field[0], "\",\"", field[1], "\",", text.get(), ",", field[3], ",",
             field[4], "]\n");
        events += 1 + (PyUnicode_GetLength(field[0]) > 0 ? 1 : 0);
        break;
    case Kind::turn:
        line("[\"turn\",", time, ",\"", field[0], "\",", field[1], "]\n");
        events += 2;
        break;
    case Kind::event:
        line("[", time, ",\"", field[0], "\",\"", field[1], "\",\"", field[2], "\",", field[3], ",", field[4],
             ",", field[5], "]\n");
        break;
    case Kind::text: {
        char const* const kind = PyUnicode_AsUTF8(field[0]);
        std::string_view const name = kind != nullptr ? kind : "";
        bool const whole = name == "print" || name == "stderr" || name == "warn" || name == "log";
        if (!number(field[3], whole, text)) return false;
        line("[", time, ",\"", field[0], "\",\"", field[1], "\",\"", field[2], "\",", text.get(), ",",
             field[4], ",", field[5], "]\n");
    }
    }
    return PyErr_Occurred() == nullptr;
}

} // namespace

PyObject* lines(PyObject*, PyObject* const* given, Py_ssize_t count) {
    if (count != 6 || !PyList_Check(given[0])) {
        PyErr_SetString(PyExc_TypeError, "lines(records, texts, threads, inside, start, sink)");
        return nullptr;
    }
    Writer writer(given[1], given[2], given[5], PyLong_AsLong(given[3]), PyLong_AsLongLong(given[4]));
    writer.out.reserve(static_cast<std::size_t>(PyList_GET_SIZE(given[0])) * 64);
    for (Py_ssize_t place = 0; place < PyList_GET_SIZE(given[0]); ++place) {
        Ref const record = Ref::shared(PyList_GET_ITEM(given[0], place));
        if (writer.write(record.get())) continue;
        if (PyErr_Occurred() == nullptr) PyErr_SetString(PyExc_TypeError, "a record of another kind");
        return nullptr;
    }
    return Py_BuildValue("y#ll", writer.out.data(), static_cast<Py_ssize_t>(writer.out.size()), writer.events,
                         writer.thread());
}

} // namespace native
