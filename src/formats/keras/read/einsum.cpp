#include "formats/keras/read/einsum.h"

namespace ponte::keras {

namespace {

struct Equation {
  std::string a, b, result;
};

bool has(const std::string& letters, char letter) { return letters.find(letter) != std::string::npos; }

// "..." becomes capitals that nobody else uses, the last of which stands for the last of the axes.
Result<std::string> letters_of(std::string_view text, size_t rank, size_t& dotted) {
  std::string letters;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') continue;
    if (text.substr(i, 3) == "...") {
      size_t named = text.size() - 3 - static_cast<size_t>(std::count(text.begin(), text.end(), ' '));
      if (rank != std::string::npos) {
        if (rank < named || rank - named > 8) return corrupt("the equation {} over {} axes", text, rank);
        dotted = std::max(dotted, rank - named);
        for (size_t k = rank - named; k > 0; --k) letters += static_cast<char>('Z' - (k - 1));
      } else {
        for (size_t k = dotted; k > 0; --k) letters += static_cast<char>('Z' - (k - 1));
      }
      i += 2;
      continue;
    }
    if (has(letters, text[i])) return unsupported("an axis that is named twice in {}", text);
    letters += text[i];
  }
  if (rank != std::string::npos && letters.size() != rank) return corrupt("the equation {} over {} axes", text, rank);
  return letters;
}

Result<Equation> parse(std::string_view text, size_t rank_a, size_t rank_b) {
  size_t comma = text.find(','), arrow = text.find("->");
  if (comma == std::string_view::npos || arrow == std::string_view::npos || comma > arrow)
    return unsupported("the equation {} is not supported", text);
  Equation equation;
  size_t dotted = 0;
  TRY_ASSIGN(equation.a, letters_of(text.substr(0, comma), rank_a, dotted));
  TRY_ASSIGN(equation.b, letters_of(text.substr(comma + 1, arrow - comma - 1), rank_b, dotted));
  TRY_ASSIGN(equation.result, letters_of(text.substr(arrow + 2), std::string::npos, dotted));
  return equation;
}

class Einsum {
 public:
  Einsum(LayerReader& call, Equation equation) : call_(call), equation_(std::move(equation)) {}

  Result<ValueId> build(ValueId a, ValueId b, std::string_view name) {
    for (char letter : equation_.result) {
      bool in_a = has(equation_.a, letter), in_b = has(equation_.b, letter);
      if (!in_a && !in_b) return corrupt("the axis {} of the result is in neither operand", letter);
      (in_a && in_b ? both_ : in_a ? only_a_ : only_b_) += letter;
    }
    for (char letter : equation_.a)
      if (!has(equation_.result, letter)) {
        if (!has(equation_.b, letter)) return unsupported("an axis that is summed alone");
        summed_ += letter;
      }
    for (char letter : equation_.b)
      if (!has(equation_.result, letter) && !has(equation_.a, letter))
        return unsupported("an axis that is summed alone");
    note_sizes(equation_.a, a);
    note_sizes(equation_.b, b);
    // A matrix that is multiplied from the right by all of a needs no axes of its own in front.
    bool plain = both_.empty() && only_b_.size() == 1 && summed_.size() == 1;
    TRY_ASSIGN(a, arrange(a, equation_.a, both_, only_a_, summed_, plain, "left"));
    TRY_ASSIGN(b, arrange(b, equation_.b, both_, summed_, only_b_, plain, "right"));
    std::string order = both_ + only_a_ + only_b_;
    bool grouped = !plain && (only_a_.size() != 1 || only_b_.size() != 1), turned = order != equation_.result;
    ValueId product = call_.b.add("matmul", {a, b}, {}, grouped || turned ? "matmul" : name);
    if (grouped) {
      TRY_ASSIGN(product, reshape(product, {both_, only_a_, only_b_}, false, turned ? "ungroup" : name));
    }
    return turned ? call_.b.transpose(product, perm_of(order, equation_.result), name) : product;
  }

 private:
  void note_sizes(const std::string& letters, ValueId value) {
    for (size_t i = 0; i < letters.size(); ++i) {
      const Dim& size = call_.shape(value)[i];
      Dim& known = sizes_[letters[i]];
      if (!known.known()) known = size;
    }
  }

  static Dims perm_of(const std::string& from, const std::string& to) {
    Dims perm;
    for (char letter : to) perm.push_back(static_cast<int64_t>(from.find(letter)));
    return perm;
  }

  // (both…, rows as one, columns as one), or with the rows as they are.
  Result<ValueId> arrange(ValueId x, const std::string& letters, const std::string& both, const std::string& rows,
                          const std::string& columns, bool plain, const std::string& name) {
    std::string order = both + rows + columns;
    if (order != letters) x = call_.b.transpose(x, perm_of(letters, order), name);
    if (plain || (rows.size() == 1 && columns.size() == 1)) return x;
    return reshape(x, {both, rows, columns}, true, name + "_group");
  }

  // Groups of axes as one each, the first one as it is; or the way back.
  Result<ValueId> reshape(ValueId x, const std::vector<std::string>& groups, bool join, std::string_view name) {
    Dims dims;
    for (size_t i = 0; i < groups.size(); ++i) {
      int64_t product = 1;
      for (char letter : groups[i]) {
        const Dim& size = sizes_[letter];
        if (i == 0)
          dims.push_back(size.known() ? size.size : 0);  // the axis of that place
        else if (!join)
          dims.push_back(size.known() ? size.size : -1);
        else if (!size.known() || product < 0)
          product = -1;
        else if (size.size > 0 && product > INT32_MAX / size.size)
          return corrupt("more than {} elements", INT32_MAX);
        else
          product *= size.size;
      }
      if (join && i > 0) dims.push_back(product);
    }
    if (std::count(dims.begin(), dims.end(), -1) > 1)
      return with_hint(unsupported("sums of products over axes of open size are not supported"),
                       "fix the input's size");
    return call_.reshape(x, std::move(dims), name);
  }

  LayerReader& call_;
  Equation equation_;
  std::string both_, only_a_, only_b_, summed_;  // in the order of the result, and of a
  std::map<char, Dim> sizes_;
};

}  // namespace

Result<ValueId> einsum(LayerReader& call, std::string_view equation, ValueId a, ValueId b, std::string_view name) {
  TRY_ASSIGN(Equation parsed, parse(equation, call.rank(a), call.rank(b)));
  return Einsum(call, std::move(parsed)).build(a, b, name);
}

}  // namespace ponte::keras
