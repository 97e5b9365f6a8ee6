// Python's bytes: what sockets and streams carry.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace aio {

class Bytes {
  public:
    Bytes() = default;
    Bytes(char const* data) : data_(data) {}
    Bytes(std::string data) : data_(std::move(data)) {}

    std::string const& data() const { return data_; }
    std::string_view view() const { return data_; }
    std::string decode() const { return data_; }
    std::size_t size() const { return data_.size(); }
    bool empty() const { return data_.empty(); }
    bool operator==(Bytes const&) const = default;

  private:
    std::string data_;
};

std::string repr(Bytes const& bytes); // b'hello\n'

} // namespace aio
