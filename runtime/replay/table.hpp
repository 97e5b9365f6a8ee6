// Objects of one type by their number, in blocks that copies of the table share until one of them writes:
// a copy (a keyframe) costs a pointer per block, whatever the objects hold.
#pragma once
#include <cstddef>
#include <iterator>
#include <memory>
#include <vector>

namespace replay {

template <typename T>
class Table {
  public:
    class const_iterator {
      public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = T const*;
        using reference = T const&;

        const_iterator() = default;
        const_iterator(Table const* table, std::size_t index) : table_(table), index_(index) {}
        reference operator*() const { return (*table_)[index_]; }
        pointer operator->() const { return &(*table_)[index_]; }
        const_iterator& operator++() {
            ++index_;
            return *this;
        }
        const_iterator operator++(int) {
            auto const before = *this;
            ++index_;
            return before;
        }
        bool operator==(const_iterator const& other) const { return index_ == other.index_; }

      private:
        Table const* table_ = nullptr;
        std::size_t index_ = 0;
    };

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    T const& operator[](std::size_t index) const {
        return (*blocks_[index / block_size])[index % block_size];
    }
    T const& back() const { return (*this)[size_ - 1]; }
    const_iterator begin() const { return {this, 0}; }
    const_iterator end() const { return {this, size_}; }

    // The object to write to; unshares its block. The reference is good until the table is copied.
    T& edit(std::size_t index) { return own(index / block_size)[index % block_size]; }
    void push_back(T object) {
        if (size_ % block_size == 0) {
            blocks_.push_back(std::make_shared<Block>());
            blocks_.back()->reserve(block_size);
        }
        own(size_ / block_size).push_back(std::move(object));
        ++size_;
    }
    void pop_back() {
        --size_;
        if (size_ % block_size == 0)
            blocks_.pop_back();
        else
            own(size_ / block_size).pop_back();
    }

    bool operator==(Table const& other) const {
        if (size_ != other.size_) return false;
        for (std::size_t i = 0; i < blocks_.size(); ++i)
            if (blocks_[i] != other.blocks_[i] && *blocks_[i] != *other.blocks_[i]) return false;
        return true;
    }

  private:
    static constexpr std::size_t block_size = 32;
    using Block = std::vector<T>;

    Block& own(std::size_t block) {
        auto& pointer = blocks_[block];
        if (pointer.use_count() > 1) {
            auto copy = std::make_shared<Block>();
            copy->reserve(block_size);
            *copy = *pointer;
            pointer = std::move(copy);
        }
        return *pointer;
    }

    std::vector<std::shared_ptr<Block>> blocks_;
    std::size_t size_ = 0;
};

} // namespace replay
