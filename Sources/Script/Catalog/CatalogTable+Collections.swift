extension CatalogTable {
  /// Arrays.
  static let arrays = """
    [collection-read]
    array.new<T>(size int = 0, initial_value T = na) T[]
    array.new_bool(size int = 0, initial_value bool = na) bool[]
    array.new_box(size int = 0, initial_value box = na) box[]
    array.new_color(size int = 0, initial_value color = na) color[]
    array.new_float(size int = 0, initial_value float = na) float[]
    array.new_int(size int = 0, initial_value int = na) int[]
    array.new_label(size int = 0, initial_value label = na) label[]
    array.new_line(size int = 0, initial_value line = na) line[]
    array.new_linefill(size int = 0, initial_value linefill = na) linefill[]
    array.new_string(size int = 0, initial_value string = na) string[]
    array.new_table(size int = 0, initial_value table = na) table[]
    array.from(arg0 T, arg T... = na) T[]
    array.abs(id N[]) N[]
    array.avg(id N[]) float
    array.binary_search(id N[], val N) int
    array.binary_search_leftmost(id N[], val N) int
    array.binary_search_rightmost(id N[], val N) int
    array.copy(id T[]) T[]
    array.covariance(id1 N[], id2 N[], biased bool = true) float
    array.every(id T[]) bool
    array.first(id T[]) T
    array.get(id T[], index int) T
    array.includes(id T[], value T) bool
    array.indexof(id T[], value T) int
    array.join(id T[], separator string = "") string
    array.last(id T[]) T
    array.lastindexof(id T[], value T) int
    array.max(id N[], nth int = 0) N
    array.median(id N[]) N
    array.min(id N[], nth int = 0) N
    array.mode(id N[]) N
    array.percentile_linear_interpolation(id N[], percentage float) float
    array.percentile_nearest_rank(id N[], percentage float) N
    array.percentrank(id N[], index int) float
    array.range(id N[]) N
    array.size(id T[]) int
    array.slice(id T[], index_from int, index_to int) T[]
    array.some(id T[]) bool
    array.sort_indices(id T[], order string = order.ascending) int[]
    array.standardize(id N[]) N[]
    array.stdev(id N[], biased bool = true) float
    array.sum(id N[]) N
    array.variance(id N[], biased bool = true) float
    [collection-write]
    array.clear(id T[]) void
    array.concat(id1 T[], id2 T[]) T[]
    array.fill(id T[], value T, index_from int = 0, index_to int = na) void
    array.insert(id T[], index int, value T) void
    array.pop(id T[]) T
    array.push(id T[], value T) void
    array.remove(id T[], index int) T
    array.reverse(id T[]) void
    array.set(id T[], index int, value T) void
    array.shift(id T[]) T
    array.sort(id T[], order string = order.ascending) void
    array.unshift(id T[], value T) void
    """

  /// Matrices.
  static let matrices = """
    [collection-read]
    matrix.new<T>(rows int = 0, columns int = 0, initial_value T = na) matrix<T>
    matrix.avg(id matrix<N>) float
    matrix.col(id matrix<T>, column int) T[]
    matrix.columns(id matrix<T>) int
    matrix.copy(id matrix<T>) matrix<T>
    matrix.det(id matrix<N>) float
    matrix.diff(id1 matrix<N>, id2 matrix<N>) matrix<N>
    matrix.diff(id1 matrix<N>, id2 float) matrix<float>
    matrix.eigenvalues(id matrix<N>) float[]
    matrix.eigenvectors(id matrix<N>) matrix<float>
    matrix.elements_count(id matrix<T>) int
    matrix.get(id matrix<T>, row int, column int) T
    matrix.inv(id matrix<N>) matrix<float>
    matrix.is_antidiagonal(id matrix<N>) bool
    matrix.is_antisymmetric(id matrix<N>) bool
    matrix.is_binary(id matrix<N>) bool
    matrix.is_diagonal(id matrix<N>) bool
    matrix.is_identity(id matrix<N>) bool
    matrix.is_square(id matrix<T>) bool
    matrix.is_stochastic(id matrix<N>) bool
    matrix.is_symmetric(id matrix<N>) bool
    matrix.is_triangular(id matrix<N>) bool
    matrix.is_zero(id matrix<N>) bool
    matrix.kron(id1 matrix<N>, id2 matrix<N>) matrix<N>
    matrix.max(id matrix<N>) N
    matrix.median(id matrix<N>) N
    matrix.min(id matrix<N>) N
    matrix.mode(id matrix<N>) N
    matrix.mult(id1 matrix<N>, id2 matrix<N>) matrix<N>
    matrix.mult(id1 matrix<N>, id2 N[]) N[]
    matrix.mult(id1 matrix<N>, id2 N) matrix<N>
    matrix.pinv(id matrix<N>) matrix<float>
    matrix.pow(id matrix<N>, power int) matrix<N>
    matrix.rank(id matrix<N>) int
    matrix.row(id matrix<T>, row int) T[]
    matrix.rows(id matrix<T>) int
    matrix.submatrix(id matrix<T>, from_row int = 0, to_row int = na, from_column int = 0,
      to_column int = na) matrix<T>
    matrix.sum(id1 matrix<N>, id2 matrix<N>) matrix<N>
    matrix.sum(id1 matrix<N>, id2 N) matrix<N>
    matrix.trace(id matrix<N>) N
    matrix.transpose(id matrix<T>) matrix<T>
    [collection-write]
    matrix.add_col(id matrix<T>, column int = na, array_id T[] = na) void
    matrix.add_row(id matrix<T>, row int = na, array_id T[] = na) void
    matrix.concat(id1 matrix<T>, id2 matrix<T>) matrix<T>
    matrix.fill(id matrix<T>, value T, from_row int = 0, to_row int = na, from_column int = 0,
      to_column int = na) void
    matrix.remove_col(id matrix<T>, column int = na) T[]
    matrix.remove_row(id matrix<T>, row int = na) T[]
    matrix.reshape(id matrix<T>, rows int, columns int) void
    matrix.reverse(id matrix<T>) void
    matrix.set(id matrix<T>, row int, column int, value T) void
    matrix.sort(id matrix<T>, column int = 0, order string = order.ascending) void
    matrix.swap_columns(id matrix<T>, column1 int, column2 int) void
    matrix.swap_rows(id matrix<T>, row1 int, row2 int) void
    """

  /// Maps.
  static let maps = """
    [collection-read]
    map.new<K, V>() map<K, V>
    map.contains(id map<K, V>, key K) bool
    map.copy(id map<K, V>) map<K, V>
    map.get(id map<K, V>, key K) V
    map.keys(id map<K, V>) K[]
    map.size(id map<K, V>) int
    map.values(id map<K, V>) V[]
    [collection-write]
    map.clear(id map<K, V>) void
    map.put(id map<K, V>, key K, value V) V
    map.put_all(id map<K, V>, id2 map<K, V>) void
    map.remove(id map<K, V>, key K) V
    """
}
